# What belongs to no single part.

language-set = これからは日本語でご案内します。
