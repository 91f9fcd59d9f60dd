"""Digests: a leader's figures on Monday at half past seven and on a month's first day, with the pace line."""

from __future__ import annotations

import struct

from campaign.roles import Role
from tests.people import guided, join, words
from tests.pinged import appoint, at, leader, pings
from tests.world import World

HOA_MAI = "Công đoàn cơ sở Công ty TNHH Điện tử Hoa Mai Việt Nam"
PNG = b"\x89PNG\r\n\x1a\n"


async def test_on_monday_a_leader_reads_last_week_with_one_picture(world: World) -> None:
    hoa = await leader(world)
    await guided(await join(world))
    await at(world, "05-16", "07:29")
    assert hoa.unread == []
    await at(world, "05-16", "07:30")
    [digest] = await hoa.reads(1)
    assert words("digest", first="9/5/2022", last="15/5/2022", units="").strip() in digest.text
    assert (
        words("digest-child-row", unit="Công đoàn cơ sở Công ty TNHH Điện tử Hoa Mai Việt Nam", count=1) in digest.text
    )
    assert digest.entities
    assert digest.buttons == [[words("button-totals"), words("button-pinged")]]
    assert digest.file is not None
    assert digest.file.kind == "photo"
    assert digest.file.data[:8] == PNG
    assert struct.unpack(">II", digest.file.data[16:24]) == (1_000, 600)
    await at(world, "05-16", "09:00")
    assert hoa.unread == []


async def test_a_months_first_day_that_is_a_monday_brings_both_in_one_message(polling: World) -> None:
    hoa = await leader(polling)
    await guided(await join(polling))
    for day in ("05-23", "06-01"):
        await at(polling, day)
        hoa.clears()
    await at(polling, "08-01", "07:30")  # a Monday, long after the campaign
    [digest] = await hoa.reads(1)
    assert words("digest-month", month="tháng 7/2022", count=0).strip() in digest.text
    kinds = {row["kind"]: row["outbox_id"] for row in await pings(polling) if row["local_date"] == "2022-08-01"}
    assert kinds.keys() == {"digest_week", "digest_month"}
    assert len(set(kinds.values())) == 1
    months = await pings(polling, "digest_month")
    assert [row["local_date"] for row in months if row["state"] == "unanswered"] == ["2022-06-01"]


async def test_a_picture_that_cannot_be_drawn_keeps_no_figures_back(polling: World, monkeypatch: object) -> None:
    hoa = await leader(polling)
    await appoint(polling, hoa, Role.LEADER, "DNI")

    def broken(_chart: object) -> bytes:
        raise RuntimeError("no font")

    monkeypatch.setattr("scheduler.pace_picture.draw", broken)  # type: ignore[attr-defined]
    await at(polling, "05-16", "07:30")
    [digest] = await hoa.reads(1)
    assert digest.file is None
    assert digest.text.count(words("digest-pace", days=15, needed=0, gap=0).strip()[:12]) == 2
