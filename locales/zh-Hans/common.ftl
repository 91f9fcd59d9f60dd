# What belongs to no single part.

language-set = 好的，接下来用简体中文和您交流。
