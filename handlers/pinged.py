"""For leaders: who below them was pinged, what they answered, and who can't be reached."""

from __future__ import annotations

from typing import Any

from campaign.pings import PingState, Why
from campaign.roles import Right, may, places
from conversation.buttons import number_in
from conversation.message import Text
from handlers.turn import Rows, Turn, command
from storage.escalations import open_above
from storage.pinged import members_below
from storage.units import Unit, unit_by_id

PAGE = 10
_STATES = {
    PingState.SENT: "sent",
    PingState.UNANSWERED: "unanswered",
    PingState.LATER: "later",
}
_WHYS = {Why.UNREACHABLE: "unreachable", Why.OPTED_OUT: "opted-out"}


async def pinged(turn: Turn, argument: str) -> None:
    """Nothing for the leader's own unit, `<unit>` or `<unit>@<offset>`."""
    number, _, start = argument.partition("@")
    unit, offset = await _asked_for(turn, number), number_in(start) or 0
    if unit is None:
        turn.say("pinged-no-right")
        return
    rows = await members_below(turn.session, unit.path, turn.person.id, PAGE + 1, offset)
    raised = (await open_above(turn.session, [unit.id])).get(unit.id, []) if not offset else []
    listed = [_row(row) for row in rows[:PAGE]]
    turn.say(
        "pinged" if listed else "pinged-nobody",
        _ways(unit, offset, len(rows) > PAGE),
        replaces=bool(turn.message.choice and start),
        unit=unit.name,
        open=Text("pinged-open", {"count": len(raised)}) if raised else "",
        people=listed,
    )


async def _asked_for(turn: Turn, number: str) -> Unit | None:
    """The unit, where it may be seen."""
    grants = await turn.grants()
    unit_id = number_in(number)
    if unit_id is None:
        widest = places(grants, Right.SEE_PINGS)
        unit_id = widest[0].unit_id if widest else None
    unit = await unit_by_id(turn.session, unit_id) if unit_id is not None else None
    return unit if unit and may(grants, Right.SEE_PINGS, unit.path) else None


def _row(row: dict[str, Any]) -> Text:
    name = row["name"] or row["account_name"] or Text("pinged-nameless")
    return Text("pinged-row", {"name": name, "unit": row["unit_name"], "state": _state(row)})


def _state(row: dict[str, Any]) -> Text:
    """What came of the last ping; that somebody can't be reached now says more than any of it."""
    if not row["reachable"]:
        return Text("pinged-unreachable")
    if row["state"] is None:
        return Text("pinged-never")
    day = Text("day-shown", {"date": row["local_date"]})
    if row["state"] == PingState.ANSWERED:
        return Text(f"pinged-{row['answer']}", {"date": day})
    if row["state"] == PingState.DROPPED:
        return Text(f"pinged-{_WHYS.get(row['why'], 'spared')}", {"date": day})
    return Text(f"pinged-{_STATES[row['state']]}", {"date": day})


def _ways(unit: Unit, offset: int, more: bool) -> Rows:
    turns = [command("pinged", f"{unit.id}@{max(0, offset - PAGE)}", "◀")] if offset else []
    turns += [command("pinged", f"{unit.id}@{offset + PAGE}", "▶")] if more else []
    return (*((tuple(turns),) if turns else ()), (command("pings"),))
