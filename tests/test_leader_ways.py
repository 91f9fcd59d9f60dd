"""What support members and leaders type, switch off or leave: answers to pings, calls for help, figures of units."""

from __future__ import annotations

import pytest

from conversation.answering import read_answer
from tests.people import words
from tests.pinged import at, leader, pings, support
from tests.world import World


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("xong", "done"), ("Đã xong", "done"), ("da xong roi a", "done"), ("dạ em xong rồi ạ", "done"),
        ("xong rooif", "done"), ("✅ Xong rồi", "done"), ("/xong", "done"), ("done", "done"), ("Rồi ạ.", "done"),
        ("de sau", "later"), ("để sau nhé", "later"), ("chưa xong ạ", "later"), ("not yet", "later"),
        ("cần giúp", "help"), ("em can giup a", "help"), ("Cần hỗ trợ nhé!", "help"), ("need help", "help"),
        ("sáng mai nhé", "later=morning"), ("1h nua", "later=hour"),
        ("", ""), ("vâng", ""), ("ạ", ""), ("giúp", ""), ("không xong", ""), ("xong việc thì báo em nhé", ""),
        ("Mai", ""), ("bỏ qua", ""), ("xong xong xong xong xong xong xong xong xong xong", ""),
    ],
)  # fmt: skip
def test_an_answer_is_read_however_it_is_put(typed: str, meant: str) -> None:
    assert read_answer(typed) == meant


async def test_a_typed_answer_is_the_newest_pings_as_its_button(polling: World) -> None:
    hung = await support(polling)
    await hung.writes("đã xong")
    assert (await hung.reads(1))[0].text == words("nothing-open")  # nobody has asked anything
    for day, typed, said, answer in (
        ("05-16", "da xong roi a", words("ping-done", date="16/5"), "done"),
        ("05-23", "cần giúp", "Anh/chị hỏi thẳng", "help"),
    ):
        await at(polling, day)
        await hung.reads(1)
        await hung.writes(typed)
        [told] = await hung.reads(1)
        assert said in told.text
        assert told.buttons == [[words("ping-button-change")]]
        newest = (await pings(polling, "weekly"))[-1]
        assert (newest["state"], newest["answer"]) == ("answered", answer)
    await hung.writes("xong")
    assert (await hung.reads(1))[0].text == words("nothing-open")  # it is answered


async def test_later_is_typed_and_so_is_when(polling: World) -> None:
    hung = await support(polling)
    await at(polling, "05-16")
    await hung.reads(1)
    await hung.writes("để sau")
    assert (await hung.reads(1))[0].text == words("ping-later")
    await hung.writes("chieu nay")
    assert (await hung.reads(1))[0].text == words("ping-put-off", time="17:00", date="16/5")
    await at(polling, "05-16", "17:00")
    await hung.reads(1)


async def test_an_open_question_is_answered_first_and_a_ping_of_yesterday_not_at_all(polling: World) -> None:
    hung, hoa = await support(polling), await leader(polling)
    await hung.writes("/new")
    await hung.reads(1)
    await at(polling, "05-16")
    await hung.reads(1)
    await hung.writes("Cần giúp")
    assert words("kind-technical") in [row[0] for row in (await hung.reads(1))[0].buttons]
    await hung.writes("/cancel")
    await hung.reads(1)
    await at(polling, "05-18", "08:01")
    hoa.clears()
    await hung.writes("xong")
    assert (await hung.reads(1))[0].text == words("nothing-open")
    assert [row["state"] for row in await pings(polling, "weekly")] == ["unanswered"]
