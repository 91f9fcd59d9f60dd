# What belongs to no single part.

language-set = 이제 한국어로 안내해 드릴게요.
