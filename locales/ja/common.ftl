# What belongs to no single part.

language-set = これからは日本語でご案内します。
# On a button, to someone who writes this language while being spoken to in another.
language-offer = 🌐 日本語にしますか？
