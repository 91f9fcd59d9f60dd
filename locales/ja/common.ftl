# What belongs to no single part.

language-set = これからは日本語でご案内します。
# On a button, to someone who writes this language while being spoken to in another.
language-offer = 🌐 日本語にしますか？

# In a chat with the bot that is still empty (512 signs at most), and on its page (120).
bot-description =
    ここから労働組合に改善のアイデアを送れます。

    もっと速く、もっと安全に、もっと費用をかけずにできる方法があれば、下のボタンを押して教えてください。短い文でも、写真でも、音声でも大丈夫です。途中で休んでも、書きかけの内容は残ります。
bot-description-short = 労働組合に改善のアイデアを送れます。短い文、写真、音声で大丈夫です。
