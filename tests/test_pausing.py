"""`Để sau` lets go: what is written next is no answer, and the way back is one tap or one word."""

from __future__ import annotations

from campaign.roles import Role
from tests.announcing import comes
from tests.fakes.telegram import Person
from tests.people import join, words
from tests.world import World

IDEA = "Tôi gắn thêm con lăn ở đầu băng chuyền nên thùng không rơi nữa"
PAUSED = words("form-paused")


async def answers(lan: Person, *typed: str) -> str:
    for text in typed:
        await lan.writes(text)
        shown = (await lan.reads(1))[0].text
    return shown


async def paused(world: World) -> tuple[Person, str]:
    """Lan, who has begun an entry and put it aside; the question she was at."""
    lan = await join(world)
    asked = await answers(lan, "/new", "Kẹp giữ dây thun")
    await lan.presses(words("form-later"))
    assert (await lan.reads(1))[0].text == PAUSED
    return lan, asked


async def drafts(world: World) -> list[tuple[str, str]]:
    rows = await world.rows("SELECT state, answers FROM drafts WHERE form = 'submission' ORDER BY id")
    return [(row["state"], row["answers"]) for row in rows]


async def test_thanks_after_it_get_a_friendly_word_and_the_draft_nothing(polling: World) -> None:
    lan, asked = await paused(polling)
    before = await drafts(polling)
    assert before[0][0] == "parked"
    assert await answers(lan, "cam on em nhe") == words("thanked")
    assert await drafts(polling) == before
    await lan.presses(words("form-resume"))
    assert (await lan.reads(1))[0].text == asked


async def test_a_new_idea_after_it_is_a_new_draft(polling: World) -> None:
    lan, asked = await paused(polling)
    before = await drafts(polling)
    assert await answers(lan, IDEA) == words("submission-kind-ask-quick")
    kept, new = await drafts(polling)
    assert [kept] == before
    assert IDEA in new[1]
    await answers(lan, "/mine")
    labels = [row[0] for row in lan.screen.buttons]
    assert words("mine-draft", title="Kẹp giữ dây thun") in labels
    await lan.presses(words("mine-draft", title="Kẹp giữ dây thun"))
    assert (await lan.reads(1))[0].text == asked


async def test_going_on_and_cancelling_are_typed_as_well(polling: World) -> None:
    lan, asked = await paused(polling)
    assert await answers(lan, "làm tiếp") == asked
    assert await answers(lan, "để sau", "xong") == words("nothing-open")
    await lan.presses(words("form-resume"))
    assert (await lan.reads(1))[0].text == asked
    assert await answers(lan, "để sau", "hủy") == words("form-cancelled")
    assert [state for state, _ in await drafts(polling)] == ["cancelled"]


async def test_the_button_cancels_it_too_and_an_older_one_does_not(polling: World) -> None:
    lan, _ = await paused(polling)
    [old] = lan.inbox[-1:]
    await answers(lan, "làm tiếp", "2", "để sau")
    await lan.presses(words("form-cancel"), message=old)
    await lan.reads(1)
    assert [state for state, _ in await drafts(polling)] == ["parked"]
    await lan.presses(words("form-cancel"))
    assert (await lan.reads(1))[0].text == words("form-cancelled")


async def test_what_holds_no_answer_is_not_kept_in_the_list(polling: World) -> None:
    lan = await join(polling)
    assert await answers(lan, "/new", "để sau") == PAUSED
    assert lan.screen.buttons == [[words("form-resume")]]
    assert await answers(lan, "/mine") == words("mine-empty")
    assert (await answers(lan, "lam tiep")).startswith("1/6")


async def test_a_leaders_paused_announcement_does_not_take_thanks_as_its_text(polling: World) -> None:
    hoa = await comes(polling, 1, "Hoa", "HN-KCN-01", role=Role.LEADER)
    asked = await answers(hoa, "/announce")
    assert await answers(hoa, "để sau") == PAUSED
    assert await answers(hoa, "cam on em") == words("thanked")
    await hoa.presses(words("form-resume"))
    assert (await hoa.reads(1))[0].text == asked


async def test_who_is_coming_in_stays_at_the_question(polling: World) -> None:
    hoa = polling.fake.user(7, "Trần Hoa")
    await hoa.starts("u_HN-KCN-01")
    await hoa.reads(2)
    await hoa.presses("Tiếng Việt")
    await hoa.reads(1)
    assert await answers(hoa, "để sau") == PAUSED
    await hoa.writes("đồng ý")
    assert words("joining-name-ask", place="4", length="4") == (await hoa.reads(1))[0].text
