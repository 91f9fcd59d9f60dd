# What belongs to no single part.

language-set = 好的，接下来用简体中文和您交流。
# On a button, to someone who writes this language while being spoken to in another.
language-offer = 🌐 改用简体中文？
