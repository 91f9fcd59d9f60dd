# What belongs to no single part.

language-set = 이제 한국어로 안내해 드릴게요.
# On a button, to someone who writes this language while being spoken to in another.
language-offer = 🌐 한국어로 바꿀까요?
