# What belongs to no single part.

language-set = 이제 한국어로 안내해 드릴게요.
# On a button, to someone who writes this language while being spoken to in another.
language-offer = 🌐 한국어로 바꿀까요?

# In a chat with the bot that is still empty (512 signs at most), and on its page (120).
bot-description =
    여기에서 바로 노동조합에 개선 아이디어를 보내실 수 있어요.

    더 빠르고, 더 안전하고, 비용이 덜 드는 방법이 있으면 아래 버튼을 누르고 알려 주세요. 몇 문장이든 사진이든 음성이든 괜찮아요. 중간에 쉬어도 쓰던 내용은 그대로 남아 있어요.
bot-description-short = 노동조합에 개선 아이디어를 보내세요. 몇 문장, 사진, 음성 모두 괜찮아요.
