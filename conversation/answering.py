"""An answer to a ping in words: what its buttons say, short or courteous, with or without marks."""

from __future__ import annotations

from campaign.pings import Answer
from conversation.commands import read_command
from conversation.labels import plain_words
from conversation.telex import untelex
from conversation.typed import clean, fold

_LONGEST = 40  # signs of a message that may be one
_BEFORE = frozenset("da vang u uh uhm ok oke okay em toi minh tui chi anh thua yes i we it".split())  # noqa: SIM905
_AFTER = frozenset("a ah aj nhe nha nhen nghen luon em anh chi ban voi thanks please now".split())  # noqa: SIM905
_COMMANDS = {"done": Answer.DONE.value, "pause": Answer.LATER.value}
_WORDS = {
    Answer.DONE.value: (
        "rồi", "làm xong", "làm xong rồi", "đã làm xong", "đã xong rồi", "xong hết", "xong hết rồi", "xong việc",
        "xong cả rồi", "đã hoàn thành", "hoàn thành", "hoàn thành rồi", "all done", "is done", "am done", "did",
    ),
    Answer.LATER.value: (
        "chưa", "chưa xong", "chưa kịp", "chưa làm", "để lát", "để lát nữa", "lát nữa", "để sau đi", "nhắc sau",
        "nhắc lại sau", "not yet", "remind me later", "do later",
    ),
    Answer.HELP.value: (
        "cần giúp", "cần giúp đỡ", "cần hỗ trợ", "cần trợ giúp", "cần người giúp", "đang cần giúp", "need some help",
        "do need help",
    ),
    "later=hour": ("một giờ nữa", "1 giờ nữa", "1h nữa", "một tiếng nữa", "1 tiếng nữa", "in an hour"),
    "later=evening": ("chiều nay", "để chiều", "để chiều nay", "this afternoon"),
    "later=morning": ("sáng mai", "để mai", "để sáng mai", "tomorrow", "tomorrow morning"),
}  # fmt: skip
_MEANT = {fold(words): meant for meant, those in _WORDS.items() for words in those}


def read_answer(text: str) -> str:
    """`done`, `help`, `later`, or `later=` with when, as a ping's button carries it; empty for other words."""
    if not text or len(text) > _LONGEST:
        return ""
    words = fold(" ".join(untelex(word) or word for word in clean(text).casefold().split()))
    return (_meant(words) or _meant(_bare(words))) if words else ""


def _meant(words: str) -> str:
    if meant := _MEANT.get(words):
        return meant
    for answer in Answer:
        if words in plain_words(f"ping-button-{answer}"):
            return answer.value
    command = read_command(words)
    return _COMMANDS.get(command[0], "") if command else ""


def _bare(words: str) -> str:
    """Without the courtesies around it: `dạ em xong rồi ạ` is `xong rồi`."""
    left = words.split()
    while left and left[-1] in _AFTER:
        left.pop()
    while left and left[0] in _BEFORE:
        left.pop(0)
    return " ".join(left)
