"""Carries announcements out: starts what is due, plans it page by page, and takes back what was stopped.

A page is one transaction: its letters, a row for each person, and the cursor, which moves only from where the
page began. So whatever dies between two pages goes on from there, and of two that plan the same page one does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from campaign.roles import Right, nearest
from conversation.announcing import announcement
from conversation.message import Reply, Say, Text
from scheduler.announced import BEAT, Outlet, Way, letters_to, tell
from storage.announcements import Announcement, State, announcement_by_id, turned, under_way
from storage.audience import Addressee, addressees
from storage.authors import author_of
from storage.database import DatabaseAwayError, Session
from storage.grants import grants_of
from storage.ids import new_id
from storage.outbox import PING, Letter
from storage.planned import add_recipients, drop_departed, move_on, stop_page
from storage.times import stamp

_log = structlog.get_logger("announcements")
PAGE = 1_000  # on SQLite the loop stands still for a page's statements: 20 ms
FRESH = timedelta(hours=24)  # what hasn't left a day after its turn isn't worth saying any more


async def sweep(outlet: Outlet, now: datetime) -> int:
    """Carries on all whose time has come; how many people were planned. One that fails doesn't hold up the others."""
    planned = 0
    for one in await outlet.database.read(lambda session: under_way(session, now)):
        try:
            planned += await _carry_on(outlet, one, now)
        except DatabaseAwayError:
            raise
        except Exception as error:
            _log.exception("announcement_failed", announcement=one.id, error=error)
    return planned


async def _carry_on(outlet: Outlet, one: Announcement, now: datetime) -> int:
    if one.state is State.WAITING:
        await _start(outlet, one, now)
    present, planned = await _plan(outlet, one.id, now)
    if present.state is State.STOPPING:
        await _take_back(outlet, one.id)
    if present.state in (State.SENDING, State.STOPPING):
        await tell(outlet, present, now)
    return planned


async def _start(outlet: Outlet, one: Announcement, now: datetime) -> None:
    """Its minute is over. Whoever isn't a leader there any more doesn't send anything, and is told so."""

    async def work(session: Session) -> Sequence[Letter]:
        grants = await grants_of(session, one.by_person) if one.by_person else []
        allowed = nearest(grants, Right.ANNOUNCE, one.unit_path)
        first = await turned(session, one.id, State.PLANNING if allowed else State.UNDONE, of=[State.WAITING])
        if allowed or not first:
            return []
        author = await author_of(session, one.by_person, one.by_address, outlet.ways)
        refused = letters_to(outlet, author, [Say(Text("announce-refused", {"unit": one.unit_name}))], now)
        await outlet.post(session, refused)
        return refused

    outlet.wake(await outlet.database.write(work))


async def _plan(outlet: Outlet, announcement_id: int, now: datetime) -> tuple[Announcement, int]:
    """Page after page to the end, or until somebody stops it: as it stands then, and how many people we planned."""
    replies: dict[str, Reply] = {}
    planned = 0
    while True:
        one = await outlet.database.read(lambda session: announcement_by_id(session, announcement_id))
        if one.state is not State.PLANNING:
            return one, planned
        page = await outlet.database.read(
            lambda session, one=one: addressees(session, one.segment, one.planned_after, PAGE, outlet.ways)  # type: ignore[misc]
        )
        letters = _letters(outlet, one, page, replies, now)
        if await outlet.database.write(
            lambda session, one=one, page=page, letters=letters: _write(session, outlet, one, page, letters)  # type: ignore[misc]
        ):
            planned += len(page)
            outlet.wake([made for made in letters if made])


def _letters(
    outlet: Outlet, one: Announcement, page: Sequence[Addressee], replies: dict[str, Reply], now: datetime
) -> list[Letter | None]:
    """A letter for each, None for whom no channel reaches; put into words once a language."""
    said = Say(announcement(one.from_name, one.text))
    due: dict[tuple[str, int], tuple[str, str]] = {}
    letters: list[Letter | None] = []
    for place, person in enumerate(page, start=one.recipients):
        if person.address is None:
            letters.append(None)
            continue
        if person.language not in replies:
            replies[person.language] = outlet.texts.render(said, person.language)
        reply, channel = replies[person.language], person.address.partition(":")[0]
        beat = (channel, _beat(outlet.ways[channel], place))
        if beat not in due:
            at = outlet.fits(one.starts_at + BEAT * beat[1]) if beat[1] else now
            due[beat] = stamp(at), stamp(max(at, now) + FRESH)
        due_at, expires_at = due[beat]
        letters.append(Letter(new_id(), channel, person.address, PING, reply, due_at, expires_at=expires_at))
    return letters


def _beat(way: Way, place: int) -> int:
    """In which beat after the start the letter of this place could leave, and not before then is it due.

    So pings that are written meanwhile go in between, and not behind a whole country.
    """
    return int(place // (way.per_second * BEAT.total_seconds())) if way.per_second else 0


async def _write(
    session: Session, outlet: Outlet, one: Announcement, page: Sequence[Addressee], letters: Sequence[Letter | None]
) -> bool:
    """One page; False where another process was quicker, or it was stopped."""
    last = page[-1].person_id if page else one.planned_after
    if not await move_on(session, one, last, len(page), ended=len(page) < PAGE):
        return False
    await outlet.post(session, [made for made in letters if made])
    people = zip(page, letters, strict=True)
    await add_recipients(session, one.id, [(person.person_id, made.id if made else None) for person, made in people])
    await drop_departed(session, one.id, one.planned_after, last)
    return True


async def _take_back(outlet: Outlet, announcement_id: int) -> None:
    """What waits is dropped page by page; what has left has left."""
    after: int | None = 0
    while after is not None:
        after = await outlet.database.write(
            lambda session, after=after: stop_page(session, announcement_id, after, PAGE)  # type: ignore[misc]
        )
