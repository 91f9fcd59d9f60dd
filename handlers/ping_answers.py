"""The answers to a ping, pressed or typed: done, later and when, need help. The level above sees what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from campaign.later import later_moments
from campaign.pings import Answer, kind_of
from conversation.answering import read_answer
from conversation.buttons import number_in
from conversation.message import Button, Text
from handlers.turn import Rows, Turn, command, menu_rows
from storage.database import Row
from storage.escalations import close_of, close_told, levels_above, raise_all
from storage.pinged import answer, answer_later, newest_unanswered, ping_for
from storage.wishes import wishes_of

_NOON = 12


async def ping(turn: Turn, argument: str) -> None:
    """`<ping>:done`, `:help`, `:later`, `:later=hour|evening|morning`; `<ping>` alone offers the answers again.

    A second press, or one on an older ping, says the same again; the last answer counts.
    """
    number, _, what = argument.partition(":")
    ping_id = number_in(number)
    row = None if ping_id is None else await ping_for(turn.session, turn.person.id, ping_id)
    if ping_id is None or row is None or not kind_of(row["kind"]).answered:
        turn.say("press-over", menu_rows())
        return
    what, _, when = what.partition("=")
    if what == Answer.DONE:
        await _done(turn, ping_id, row)
    elif what == Answer.HELP:
        await _help(turn, ping_id, row)
    elif what == Answer.LATER:
        await _later(turn, ping_id, row, when)
    else:
        turn.say("ping-change", (_answers(ping_id),), replaces=True, date=_day(row))


async def in_words(turn: Turn) -> bool:
    """Whether a message that answers no question answers a ping: the newest that waits, as its button would."""
    given = "" if turn.open_draft or turn.message.files else read_answer(turn.message.text)
    ping_id = await newest_unanswered(turn.session, turn.person.id, turn.now) if given else None
    if ping_id is None:
        return False
    await ping(turn, f"{ping_id}:{given}")
    return True


async def _done(turn: Turn, ping_id: int, row: Row) -> None:
    kinds = await answer(turn.session, turn.person.id, ping_id, Answer.DONE, turn.now)
    await close_of(turn.session, turn.person.id, turn.now)
    if "escalation" in kinds:
        await close_told(turn.session, turn.person.id, row["sent_at"], turn.now)
    turn.say("ping-done", _again(ping_id), replaces=True, date=_day(row))


async def _help(turn: Turn, ping_id: int, row: Row) -> None:
    await answer(turn.session, turn.person.id, ping_id, Answer.HELP, turn.now)
    await close_of(turn.session, turn.person.id, turn.now)
    above = (await levels_above(turn.session, [turn.person.id], calls=True)).get(turn.person.id)
    if above is None:
        turn.say("ping-help-nobody", _again(ping_id), replaces=True, contact=turn.campaign.contact)
        return
    await raise_all(turn.session, [(turn.person.id, ping_id, above, "help")], turn.now)
    turn.say("ping-help", _again(ping_id), replaces=True, unit=above.above_name)


async def _later(turn: Turn, ping_id: int, row: Row, when: str) -> None:
    reminders, zone = turn.campaign.reminders, turn.campaign.zone
    wishes = await wishes_of(turn.session, turn.person.id)
    moments = later_moments(turn.now, reminders.daily_at, wishes.alone(reminders), zone)
    if when not in moments:
        choices = [command("ping", f"{ping_id}:later={name}", _offer(turn, name, moments)) for name in moments]
        turn.say("ping-later", (*((one,) for one in choices), (_back(ping_id),)), replaces=True)
        return
    later_at = moments[when]
    expires_at = later_at + reminders.useful(row["kind"])
    await answer_later(turn.session, turn.person.id, ping_id, later_at, expires_at, turn.now)
    await close_of(turn.session, turn.person.id, turn.now)
    day = Text("day-shown", {"date": turn.campaign.today(later_at).isoformat()})
    turn.say("ping-put-off", _again(ping_id), replaces=True, time=_time(turn, when, moments), date=day)


def _offer(turn: Turn, name: str, moments: Mapping[str, datetime]) -> Text:
    """The label; after a night shift tomorrow's first moment may be an afternoon."""
    afternoon = name == "morning" and moments[name].astimezone(turn.campaign.zone).hour >= _NOON
    return Text(f"ping-later-{'tomorrow' if afternoon else name}", {"time": _time(turn, name, moments)})


def _time(turn: Turn, name: str, moments: Mapping[str, datetime]) -> str:
    return f"{moments[name].astimezone(turn.campaign.zone):%H:%M}"


def _answers(ping_id: int) -> tuple[Button, ...]:
    return tuple(command("ping", f"{ping_id}:{one}", Text(f"ping-button-{one}")) for one in Answer)


def _again(ping_id: int) -> Rows:
    return ((_back(ping_id),),)


def _back(ping_id: int) -> Button:
    return command("ping", ping_id, Text("ping-button-change"))


def _day(row: Row) -> Text:
    return Text("day-shown", {"date": row["local_date"]})
