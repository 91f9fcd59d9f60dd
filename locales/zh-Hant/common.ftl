# What belongs to no single part.

language-set = 好的，接下來用繁體中文和您溝通。
