"""What resembles an entry, on both databases: the newest of the unit, also what unfolds to more than an index takes."""

from __future__ import annotations

import re

from conversation.similar import similar_titles
from storage.database import Session
from storage.entries import recent_titles, titles_of
from tests.command_line import somebody, submit
from tests.test_storage import opened
from tests.world import MORNING

# Of 18, and of up to 6 signs once folded. PostgreSQL's index takes 2,700 bytes, packed.
SIGNS = [chr(sign) for sign in range(0x3300, 0x3358)]


async def test_the_newest_of_a_unit_that_stand_are_found_by_their_titles(url: str) -> None:
    database = opened(url)
    await database.open()

    async def work(session: Session) -> tuple[list[int], list[tuple[str, int]], list[tuple[str, str]]]:
        lan, binh = (
            await somebody(session, "Lan", "HN-01", MORNING),
            await somebody(session, "Bình", "HN-KCN-01", MORNING),
        )
        ids = [await submit(session, lan, title, MORNING) for title in ("Xe đẩy hàng", "Giá kệ", "Giá đỡ cuộn vải")]
        await submit(session, binh, "Xe đẩy hàng", MORNING)
        await session.run("UPDATE initiatives SET status = 'withdrawn' WHERE id = :id", {"id": ids[1]})
        assert lan.unit_id is not None
        recent = await recent_titles(session, lan.unit_id)
        return ids, recent, await titles_of(session, similar_titles("xe day hang", recent))

    ids, recent, shown = await database.write(work)
    assert recent == [("gia do cuon vai", ids[2]), ("xe day hang", ids[0])]
    [(folded, words)] = shown
    assert folded == "xe day hang"
    assert re.fullmatch(r"Xe đẩy hàng \(SK-2022-\d{6}-.\)", words)
    await database.close()


async def test_a_title_that_unfolds_to_thousands_of_bytes_is_taken(url: str) -> None:
    database = opened(url)
    await database.open()
    title = "".join("\ufdfa" + sign for sign in SIGNS)[:200]

    async def work(session: Session) -> list[tuple[str, int]]:
        lan = await somebody(session, "Lan", "HN-01", MORNING)
        await submit(session, lan, title, MORNING)
        assert lan.unit_id is not None
        return await recent_titles(session, lan.unit_id)

    [(folded, _)] = await database.write(work)
    assert len(folded.encode()) > 2_700
    assert similar_titles(folded, [(folded, title)]) == [title]
    await database.close()
