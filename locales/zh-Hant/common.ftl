# What belongs to no single part.

language-set = 好的，接下來用繁體中文和您溝通。
# On a button, to someone who writes this language while being spoken to in another.
language-offer = 🌐 改用繁體中文？
