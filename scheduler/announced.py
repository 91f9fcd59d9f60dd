"""Tells whoever started an announcement how far it is: one message, drawn anew now and then, and one at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from conversation.announcing import progress
from conversation.message import Say, Text
from conversation.texts import Texts
from storage.announcements import Announcement, State, note_told
from storage.authors import Author, Shown, author_of, forget_shown, shown_as
from storage.database import Database, Session
from storage.outbox import ANSWER, Letter, letter, post
from storage.planned import Standing, standing_of

BEAT = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Way:
    """A channel of ours. `fetched`: its reader comes for the letters. `per_second`: how many leave; 0 is any number."""

    fetched: bool = False
    edits: bool = True
    per_second: float = 0


@dataclass(frozen=True, slots=True)
class Outlet:
    """What announcing works with. `posted` is told of letters that are durable, `holder` in whose hand they are.

    Letters to the many are in nobody's hand: their lane looks for them by itself, at its pace.
    """

    database: Database
    texts: Texts
    ways: Mapping[str, Way]
    posted: Callable[[str, tuple[Letter, ...]], None]
    holder: Callable[[str], str | None] = lambda _channel: None
    fits: Callable[[datetime], datetime] = lambda at: at  # the first moment from this one on outside the quiet hours

    async def post(self, session: Session, letters: Sequence[Letter]) -> None:
        fetched = [one for one in letters if self.ways[one.channel].fetched]
        await post(session, [one for one in letters if not self.ways[one.channel].fetched], "waiting")
        await post(session, fetched, "sent")

    def wake(self, letters: Sequence[Letter]) -> None:
        """Once they are durable."""
        for one in letters:
            if self.ways[one.channel].fetched or one.lane == ANSWER:
                self.posted(one.address, (one,))


async def tell(outlet: Outlet, one: Announcement, now: datetime) -> None:
    """Says how far it is, every ten seconds at most, and ends it when nothing waits any more."""
    if one.state is State.SENDING and one.told_at and now - one.told_at < BEAT:
        return
    standing = await outlet.database.read(lambda session: standing_of(session, one.id))
    outlet.wake(await outlet.database.write(lambda session: _told(session, outlet, one, standing, now)))


async def _told(
    session: Session, outlet: Outlet, one: Announcement, standing: Standing, now: datetime
) -> Sequence[Letter]:
    author = await author_of(session, one.by_person, one.by_address, outlet.ways)
    if author and author.busy:
        return []  # the next sweep tells it
    shown = await shown_as(session, one.progress_letter) if one.progress_letter else None
    drawn = _drawn(outlet, author, shown)
    letters = letters_to(outlet, author, _says(one, standing, drawn), now, drawn)
    progressed = [made.id for made in letters if made.reply.key == "announce-progress"]
    newest = progressed[0] if progressed else one.progress_letter
    counts = standing.sent, standing.failed, standing.unreachable
    if not await note_told(session, one, counts, one.state if standing.waiting else State.DONE, newest, now):
        return []
    if progressed and shown:
        await forget_shown(session, shown)
    await outlet.post(session, letters)
    return letters


def _says(one: Announcement, standing: Standing, drawn: str | None) -> list[Say]:
    total = standing.total - standing.unreachable
    going = progress(one.id, standing.sent, total, running=bool(standing.waiting))
    if standing.waiting:
        return [going] if one.progress_letter is None or (drawn and standing.sent != one.sent) else []
    counts = {name: getattr(standing, name) for name in ("sent", "failed", "unreachable", "stopped")}
    return [*([going] if drawn else []), Say(Text("announce-done", counts))]


def _drawn(outlet: Outlet, author: Author | None, shown: Shown | None) -> str | None:
    """The name by which the channel draws the progress message anew; None where there is none, or it can't."""
    if author is None or shown is None or shown.address != author.address or not outlet.ways[author.channel].edits:
        return None
    return str(shown.letter_id) if outlet.ways[author.channel].fetched else shown.ref


def letters_to(
    outlet: Outlet, author: Author | None, says: Sequence[Say], now: datetime, drawn: str | None = None
) -> list[Letter]:
    """What is said to the leader, in order; nothing where nobody is there any more."""
    if author is None:
        return []
    replies = [outlet.texts.render(say, author.language, drawn) for say in says]
    channel, holder = author.channel, outlet.holder(author.channel)
    return [letter(channel, author.address, reply, now, holder=holder) for reply in replies]
