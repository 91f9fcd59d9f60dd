# What belongs to no single part.

language-set = 好的，接下來用繁體中文和您溝通。
# On a button, to someone who writes this language while being spoken to in another.
language-offer = 🌐 改用繁體中文？

# In a chat with the bot that is still empty (512 signs at most), and on its page (120).
bot-description =
    在這裡就可以把改善建議傳給工會。

    有更快、更安全、更省錢的做法，請按下面的按鈕告訴我們：幾句話、照片或語音都可以。中途休息，寫到一半的內容也會保留。
bot-description-short = 把改善建議傳給工會：幾句話、照片或語音都可以。
