# What belongs to no single part.

language-set = 好的，接下来用简体中文和您交流。
# On a button, to someone who writes this language while being spoken to in another.
language-offer = 🌐 改用简体中文？

# In a chat with the bot that is still empty (512 signs at most), and on its page (120).
bot-description =
    在这里就可以把改进建议发给工会。

    有更快、更安全、更省钱的做法，请点下面的按钮告诉我们：几句话、照片或语音都可以。中途休息，写到一半的内容也会保留。
bot-description-short = 把改进建议发给工会：几句话、照片或语音都可以。
