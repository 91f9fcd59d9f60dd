"""Sends what is due: one message a person, or the reason why not. To send is to write it to the outbox.

A ping changes its state in the transaction that writes its letter: whatever dies when, and whoever
else looks at the same rows, there is never a second one.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from campaign.expiry import when
from campaign.pings import Family, PingState, Why, kind_of, known
from campaign.skips import unwanted
from conversation.message import Reply
from scheduler import digests, nudges, reminders, rescue
from scheduler.desk import Call, Composer, Desk, Message
from scheduler.escalation import climb, pass_on
from storage.database import DatabaseAwayError, Session
from storage.files import add_document
from storage.outbox import PING, Letter, letter, post
from storage.pings import Due, due_pings, let_go, note_letters, put_off, take, unsent
from storage.recipients import Recipient, recipients

_log = structlog.get_logger("due")
PAGE = 200
_AT_ONCE = 16  # words for one take a third of a millisecond
_RETRY = timedelta(minutes=15)
COMPOSERS: Mapping[Family, Composer] = {
    Family.MEMBER: reminders.COMPOSER,
    Family.DIGEST: digests.COMPOSER,
    Family.NUDGE: nudges.COMPOSER,
    Family.RESCUE: rescue.COMPOSER,
}


@dataclass(slots=True)
class _Sorted:
    """What is decided about a page of due pings."""

    calls: list[Call] = field(default_factory=list)
    gone: list[tuple[Due, PingState, Why]] = field(default_factory=list)
    waiting: list[tuple[Due, datetime]] = field(default_factory=list)

    def drop(self, pings: Iterable[Due], why: Why, state: PingState = PingState.DROPPED) -> None:
        self.gone += [(ping, state, why) for ping in pings]


@dataclass(frozen=True, slots=True)
class _Written:
    call: Call
    reply: Reply
    picture: bytes | None


async def send_due(desk: Desk, now: datetime) -> int:
    """Says all that is due now, as far as the outbox has room; how many messages."""
    sent = 0
    while (room := desk.room - await desk.database.read(lambda session: unsent(session, now))) > 0:
        page = await desk.database.read(lambda session, room=room: due_pings(session, now, min(PAGE, room)))  # type: ignore[misc]
        if not page:
            break
        sent += await _page(desk, page, now)
    return sent


async def _page(desk: Desk, page: Sequence[Due], now: datetime) -> int:
    ids = {ping.person_id for ping in page}
    people = await desk.database.read(lambda session: recipients(session, ids, desk.fetched))
    found = _sort(desk, page, people, now)
    written: list[_Written] = []
    for family, composer in COMPOSERS.items():
        if calls := [call for call in found.calls if kind_of(call.kinds[0]).family is family]:
            written += await _compose(desk, composer, calls, found, now)
    await _settle(desk, found, now)
    letters = await _post(desk, written, now)
    for one in letters:
        desk.posted(one.address, (one,))
    return len(letters)


def _sort(desk: Desk, page: Iterable[Due], people: Mapping[int, Recipient], now: datetime) -> _Sorted:
    """Who gets a message, who waits for a better hour, and what is let go."""
    found = _Sorted()
    together: dict[tuple[int, str], list[Due]] = {}
    for ping in page:
        if not known(ping.kind):  # written by a program that knew more
            found.drop([ping], Why.FAILED)
            continue
        person, kind = people[ping.person_id], kind_of(ping.kind)
        if now < ping.expires_at and (why := unwanted(kind, person.wishes, person.roles, bool(person.address))):
            found.drop([ping], why)
            continue
        good = when(now, ping.expires_at, person.wishes.alone(desk.campaign.reminders), desk.campaign.zone)
        if isinstance(good, Why):
            found.drop([ping], good, PingState.EXPIRED)
        elif good > now:
            found.waiting.append((ping, good))
        else:
            one_card_each = kind.family is Family.RESCUE
            together.setdefault((person.id, ping.kind if one_card_each else kind.family), []).append(ping)
    found.calls = [Call(people[person_id], tuple(pings)) for (person_id, _), pings in together.items()]
    return found


async def _compose(
    desk: Desk, composer: Composer, calls: Sequence[Call], found: _Sorted, now: datetime
) -> list[_Written]:
    """Puts calls into words; one that can't be doesn't stop the others, it is tried again or let go."""
    try:
        facts = await composer.load(desk, calls, now)
    except DatabaseAwayError:
        raise
    except Exception as error:
        for call in calls:
            _failed(call, error, found, now)
        return []
    written = []
    for at, call in enumerate(calls):
        if at % _AT_ONCE == 0:
            await asyncio.sleep(0)  # lets people's messages in between
        try:
            message = composer.write(facts, call)
            if isinstance(message, Message):
                reply = desk.texts.render(message.say, call.person.language)
                written.append(_Written(call, reply, message.picture))
            else:
                found.drop(call.pings, message)
        except Exception as error:
            _failed(call, error, found, now)
    return written


def _failed(call: Call, error: Exception, found: _Sorted, now: datetime) -> None:
    _log.error("ping_failed", ping=call.id, kinds=call.kinds, error=type(error).__name__)
    for ping in call.pings:
        if now + _RETRY < ping.expires_at:
            found.waiting.append((ping, now + _RETRY))
        else:
            found.drop([ping], Why.FAILED, PingState.EXPIRED)


async def _settle(desk: Desk, found: _Sorted, now: datetime) -> None:
    """Notes what waits and what is let go; who can't be reached, or called, is a matter of the level above."""
    if not (found.gone or found.waiting):
        return
    lost = {ping.person_id for ping, _, why in found.gone if why is Why.UNREACHABLE and kind_of(ping.kind).answered}
    deaf = {ping.person_id for ping, _, _ in found.gone if ping.kind == "escalation"}

    async def work(session: Session) -> None:
        await put_off(session, [(ping.id, moment) for ping, moment in found.waiting], now)
        await let_go(session, [(ping.id, state, why) for ping, state, why in found.gone])
        if lost:
            await climb(session, lost, now)
        if deaf:
            await pass_on(session, deaf)

    await desk.database.write(work)
    counts = Counter((ping.kind.partition(":")[0], why.value) for ping, _, why in found.gone)
    for (kind, why), count in counts.items():
        _log.info("pings_not_sent", kind=kind, why=why, pings=count)


async def _post(desk: Desk, written: Sequence[_Written], now: datetime) -> list[Letter]:
    """Writes the letters of a page at once; where that fails each by itself, so that a bad one stops no other."""
    if not written:
        return []
    try:
        letters = await desk.database.write(lambda session: _write(desk, session, written, now))
    except DatabaseAwayError:
        raise
    except Exception as error:
        _log.error("page_failed", error=type(error).__name__, pings=len(written))
        letters = []
        for one in written:
            letters += await _alone(desk, one, now)
    if letters:
        _log.info("pings_sent", letters=len(letters))
    return letters


async def _alone(desk: Desk, one: _Written, now: datetime) -> list[Letter]:
    try:
        return await desk.database.write(lambda session: _write(desk, session, [one], now))
    except DatabaseAwayError:
        raise
    except Exception as error:
        found = _Sorted()
        _failed(one.call, error, found, now)
        await _settle(desk, found, now)
        return []


async def _write(desk: Desk, session: Session, written: Collection[_Written], now: datetime) -> list[Letter]:
    taken = await take(session, [ping.id for one in written for ping in one.call.pings], now)
    letters, notes = [], []
    for one in written:
        ours = [ping.id for ping in one.call.pings if ping.id in taken]
        address = one.call.person.address
        if not ours or address is None:
            continue
        reply = one.reply
        if one.picture:
            document = await add_document(session, address, f"{now:%Y-%m-%d}.png", "image/png", one.picture, now)
            reply = replace(reply, file=str(document))
        until = max(ping.expires_at for ping in one.call.pings)
        letters.append(letter(one.call.person.channel, address, reply, now, lane=PING, expires=until))
        notes += [(ping_id, letters[-1].id) for ping_id in ours]
    await post(session, [one for one in letters if not desk.fetched[one.channel]], "waiting")
    await post(session, [one for one in letters if desk.fetched[one.channel]], "sent")
    await note_letters(session, notes)
    return letters
