"""Silence climbs: who doesn't answer twice, or asks for help, becomes a matter of the level above."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

import structlog

from campaign.escalation import UNANSWERED, silent
from campaign.periods import moment_on
from campaign.pings import ANSWERED
from campaign.quiet import fitting
from campaign.roles import Role
from scheduler.desk import Desk
from storage.database import Row, Session
from storage.escalations import holders_at, levels_above, mark_told, move_up, open_calls, raise_all, untold
from storage.pinged import end_sent, last_outcomes
from storage.pings import Plan, plan, taken_days
from storage.recipients import Recipient, recipients

_log = structlog.get_logger("escalation")
_PAGE = 500


async def end(desk: Desk, now: datetime) -> int:
    """Ends what was sent and is over, and lets the silence of those who answered none of two climb; how many ended."""
    ended = 0

    async def work(session: Session) -> dict[str, int]:
        people, counts = await end_sent(session, now, _PAGE)
        await climb(session, people, now)
        await pass_on(session, people)
        return dict(counts)

    while counts := await desk.database.write(work):
        ended += sum(counts.values())
        for outcome, count in counts.items():
            _log.info("pings_ended", outcome=outcome, pings=count)
    return ended


async def climb(session: Session, person_ids: Iterable[int], now: datetime) -> None:
    """Tells the level above of those whose last pings stayed unanswered, or could not reach them."""
    outcomes = await last_outcomes(session, person_ids, UNANSWERED)
    quiet = {one: newest[0][0] for one, newest in outcomes.items() if silent([outcome for _, outcome in newest])}
    if quiet:
        above = await levels_above(session, quiet)
        raised = [(one, ping, above[one], "silent") for one, ping in quiet.items() if one in above]
        await raise_all(session, raised, now)


async def pass_on(session: Session, leader_ids: Iterable[int]) -> None:
    """Calls for help that stand where no leader hears of them any more go on to the next level that does."""
    rows = await open_calls(session, leader_ids)
    if not rows:
        return
    above = await levels_above(session, {row["person_id"] for row in rows}, calls=True)
    hears = [(row, above[row["person_id"]].above_id) for row in rows if row["person_id"] in above]
    await move_up(session, [(row["id"], unit_id) for row, unit_id in hears if unit_id != row["above_id"]])


async def tell(desk: Desk, now: datetime) -> int:
    """Plans a ping for the leaders of each level that nobody has told yet; how many pings."""
    rows = await desk.database.read(lambda session: untold(session, _PAGE))
    if not rows:
        return 0

    async def work(session: Session) -> int:
        plans = await _plans(desk, session, rows, now)
        await plan(session, plans)
        await mark_told(session, [row["id"] for row in rows], now)
        return len(plans)

    return await desk.database.write(work)


async def _plans(desk: Desk, session: Session, rows: Sequence[Row], now: datetime) -> list[Plan]:
    held = await holders_at(session, Role.LEADER, {row["above_id"] for row in rows})
    called = {leader for row in rows if row["why"] == "help" for leader in held.get(row["above_id"], ())}
    leaders = {leader for those in held.values() for leader in those}
    people = await recipients(session, leaders, desk.fetched)
    today = desk.campaign.today(now)
    taken = await taken_days(session, leaders, [today + timedelta(days=ahead) for ahead in range(3)])
    plans = []
    for person in people.values():
        full = {"escalation"} if person.id in called else set(ANSWERED)
        days = {day for (one, day), kinds in taken.items() if one == person.id and kinds & full}
        plans.append(_plan(desk, person, days, now))
    return plans


def _plan(desk: Desk, person: Recipient, taken: Collection[date], now: datetime) -> Plan:
    """As soon as it fits, but not on a day that is taken: one message a day, where nobody calls for help."""
    campaign, reminders = desk.campaign, desk.campaign.reminders
    alone = person.wishes.alone(reminders)
    due = fitting(now, alone, campaign.zone)
    while campaign.today(due) in taken:
        tomorrow = campaign.today(due) + timedelta(days=1)
        due = fitting(moment_on(tomorrow, reminders.daily_at, campaign.zone), alone, campaign.zone)
    return Plan(person.id, "escalation", campaign.today(due), due, due + reminders.useful("escalation"))
