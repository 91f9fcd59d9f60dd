"""Drafts that lie: a nudge a day and two in all, and finishing together with the support team."""

from __future__ import annotations

from tests.fakes.telegram import Person
from tests.people import join, words
from tests.pinged import at, pings, press, support
from tests.world import World

TITLE = "Xe đẩy thùng tự làm"


async def leaves_a_draft(world: World) -> Person:
    """Half past nine on Tuesday 10/5: a title and no more."""
    lan = await join(world)
    await lan.writes("/new")
    await lan.reads(1)
    await lan.writes(TITLE)
    await lan.reads(1)
    return lan


async def test_a_draft_is_nudged_about_after_a_day_once_a_day_and_never_a_third_time(polling: World) -> None:
    lan = await leaves_a_draft(polling)
    for moment in (("05-11", "09:29"), ("05-11", "09:30"), ("05-11", "20:00"), ("05-12", "09:31"), ("05-15", "12:00")):
        await at(polling, *moment)
    first, second = await lan.reads(2)
    assert TITLE in first.text
    assert words("submission-kind-name") in first.text
    assert first.buttons == [[words("form-resume")], [words("nudge-button-stop")]]
    assert second.text == first.text  # nobody serves there: help that isn't there is not offered
    assert lan.unread == []
    assert [row["local_date"] for row in await pings(polling, "nudge")] == ["2022-05-11", "2022-05-12"]
    await lan.presses(words("form-resume"))
    assert words("kind-technical") in [row[0] for row in (await lan.reads(1))[0].buttons]


async def test_a_nudge_waits_for_the_morning_and_is_dropped_where_the_worker_went_on(polling: World) -> None:
    lan = await leaves_a_draft(polling)
    await at(polling, "05-11", "21:30")
    assert lan.unread == []
    await lan.writes("/mine")
    await lan.reads(1)
    await lan.presses(lan.screen.buttons[0][0])
    await lan.reads(1)
    await lan.presses(words("kind-technical"))
    await lan.reads(1)
    await at(polling, "05-12", "07:00")
    assert lan.unread == []
    assert [(row["state"], row["why"]) for row in await pings(polling)] == [("dropped", "over")]


async def test_stop_is_heard_and_the_language_is_the_workers(polling: World) -> None:
    lan = await leaves_a_draft(polling)
    await lan.writes("/language")
    await lan.reads(1)
    await lan.presses("한국어")
    await lan.reads(1)
    await at(polling, "05-11", "09:31")
    [nudge] = await lan.reads(1)
    assert nudge.text.startswith(words("nudge", "ko", title=TITLE, missing="", offer="").splitlines()[0])
    await lan.presses(words("nudge-button-stop", "ko"))
    assert (await lan.reads(1))[0].text == words("pings-stopped", "ko")
    await at(polling, "05-12", "10:00")
    assert lan.unread == []


async def test_with_the_workers_yes_the_first_of_the_team_to_press_helps_to_finish_it(polling: World) -> None:
    lan = await leaves_a_draft(polling)
    hung, mai = await support(polling), await support(polling, 2002, "Đỗ Mai")
    stranger = await support(polling, 2003, "Người Lạ", "HN-01")
    for moment in (("05-11", "09:31"), ("05-12", "09:31")):
        await at(polling, *moment)
    _, second = await lan.reads(2)
    assert [words("nudge-button-rescue")] in second.buttons
    did = await lan.presses(words("nudge-button-rescue"))
    assert "Hoa Mai" in (await lan.reads(1))[0].text
    await polling.fake.redeliver(did)
    await polling.fake.quiet()
    assert hung.unread == mai.unread == []  # nothing is sent out while an update is handled
    await at(polling, "05-12", "09:32")
    for helper in (hung, mai):
        [card] = await helper.reads(1)
        assert TITLE in card.text
        assert "Nguyễn Thị Lan" in card.text
    assert stranger.unread == []
    [draft] = await polling.rows("SELECT id FROM drafts WHERE form = 'submission'")
    await press(polling, 2003, f"rescue|{draft['id']}:take")
    assert (await stranger.reads(1))[0].text == words("press-over")
    for helper, seen in ((hung, "Cảm ơn anh/chị đã nhận"), (mai, words("rescue-taken-already"))):
        await helper.presses(words("rescue-button-take"))
        await helper.sees(seen)
    await at(polling, "05-12", "09:33")
    [told] = await lan.reads(1)
    assert "Trần Văn Hùng" in told.text
    await at(polling, "05-13", "09:33")
    assert lan.unread == hung.unread == mai.unread == []


async def test_a_card_for_a_draft_that_is_over_is_not_sent(polling: World) -> None:
    lan = await leaves_a_draft(polling)
    hung = await support(polling)
    [draft] = await polling.rows("SELECT id FROM drafts WHERE form = 'submission'")
    await press(polling, 1001, f"rescue|{draft['id']}")
    await lan.reads(1)
    await lan.writes("/cancel")
    await lan.reads(1)
    await at(polling, "05-10", "10:00")
    assert hung.unread == []
    await press(polling, 2001, f"rescue|{draft['id']}:take")
    assert (await hung.reads(1))[0].text == words("rescue-over")


async def test_a_message_that_nobody_has_called_an_initiative_is_not_nudged_about_nor_counted(polling: World) -> None:
    hung, lan = await support(polling), await join(polling)
    await lan.writes("Hôm qua máy dập số ba kêu to quá, cả chuyền phải dừng hai tiếng")
    [asked] = await lan.reads(1)
    assert [words("form-no-initiative")] in asked.buttons
    for day in ("05-11", "05-12", "05-16"):
        await at(polling, day, "09:31")
    assert lan.unread == []
    [told] = await hung.reads(1)
    assert words("ping-drafts-row", count=1, hours=24) not in told.text
    await lan.presses(words("kind-technical"))
    await lan.reads(1)
    await at(polling, "05-17", "09:32")
    assert "máy dập" in (await lan.reads(1))[0].text  # now it is one


async def asks_for_help_in_vain(world: World) -> tuple[Person, Person]:
    """Asked on the 11th after the first nudge; the card is of use for three days."""
    lan, hung = await leaves_a_draft(world), await support(world)
    await at(world, "05-11", "09:31")
    await lan.reads(1)
    [draft] = await world.rows("SELECT id FROM drafts WHERE form = 'submission'")
    await press(world, 1001, f"rescue|{draft['id']}")
    await lan.reads(1)
    for day in ("05-11", "05-12", "05-13"):
        await at(world, day, "09:40")
    assert TITLE in (await hung.reads(1))[0].text
    assert lan.unread == []
    return lan, hung


async def test_where_nobody_takes_a_card_the_worker_is_told_once_and_nudged_within_the_limits(polling: World) -> None:
    lan, _ = await asks_for_help_in_vain(polling)
    told: dict[str, list[str]] = {}
    for day in ("05-14", "05-15", "05-16", "05-17", "05-19"):
        await at(polling, day, "09:41")
        told[day] = [one.text for one in lan.unread]
        lan.clears()
    untaken = words("rescue-untaken", title=TITLE, missing="", contact="").splitlines()[0]
    assert [text.splitlines()[0] for text in told["05-14"]] == [untaken]
    assert words("submission-kind-name") in told["05-14"][0]
    assert [text.splitlines()[0] for text in told["05-15"]] == [
        words("nudge", title=TITLE, missing="", offer="").splitlines()[0]
    ]
    assert told["05-16"] == told["05-17"] == told["05-19"] == []  # it was the second nudge about this draft
    assert len(await pings(polling, "rescue:%")) == 1


async def test_help_that_comes_late_is_told_and_asking_again_is_answered_as_it_is(polling: World) -> None:
    lan, hung = await asks_for_help_in_vain(polling)
    await at(polling, "05-14", "09:41")
    [told] = await lan.reads(1)
    assert told.buttons == [[words("form-resume")]]
    [draft] = await polling.rows("SELECT id FROM drafts WHERE form = 'submission'")
    await press(polling, 1001, f"rescue|{draft['id']}:")  # another press than the one before
    assert (await lan.reads(1))[0].text == told.text
    await hung.presses(words("rescue-button-take"))
    await hung.sees("Cảm ơn anh/chị đã nhận")
    await at(polling, "05-14", "09:42")
    assert "Trần Văn Hùng" in (await lan.reads(1))[0].text
    await at(polling, "05-15", "09:45")
    assert lan.unread == []  # somebody helps now: no nudge
