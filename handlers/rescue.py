"""Finishing a draft together: the worker's yes, and a support member who takes it on."""

from __future__ import annotations

from campaign.quiet import fitting
from campaign.roles import Role
from conversation.buttons import base36, number_in
from conversation.draft import Draft, DraftState
from conversation.message import Text
from conversation.submission import still_missing
from handlers.turn import Rows, Turn, command, menu_rows
from storage.database import Row
from storage.drafts import draft_of
from storage.left_drafts import ask_rescue, drafts_by_id, opened, rescues_of, take_rescue
from storage.pings import Plan, plan
from storage.wishes import wishes_of

_OPEN = (DraftState.OPEN, DraftState.PARKED)


async def rescue(turn: Turn, argument: str) -> None:
    """`<draft>` is the worker's yes; `<draft>:take` a support member who will help."""
    number, _, what = argument.partition(":")
    draft_id = number_in(number)
    if draft_id is None:
        turn.say("press-over", menu_rows())
    elif what == "take":
        await _take(turn, draft_id)
    else:
        await _ask(turn, draft_id)


async def _ask(turn: Turn, draft_id: int) -> None:
    draft = await draft_of(turn.session, turn.person.id, draft_id)
    if draft is None or draft.state not in _OPEN or turn.person.joined_at is None or not turn.person.unit_path:
        turn.say("press-over", menu_rows())
        return
    new, unit = await ask_rescue(turn.session, draft_id, turn.person.id, turn.person.unit_path, turn.now)
    onward: Rows = ((command("draft", draft_id, Text("form-resume")),),)
    before = None if new else (await rescues_of(turn.session, [draft_id])).get(draft_id)
    if before and before["untaken"] and not before["taken_by"]:
        values = {"title": draft.answers.get("title", "…"), "missing": still_missing(draft.answers)}
        turn.say("rescue-untaken", onward, contact=turn.campaign.contact, **values)
    elif unit:
        turn.say("rescue-asked", onward, unit=unit)
    else:
        turn.say("rescue-nobody", onward, contact=turn.campaign.contact)


async def _take(turn: Turn, draft_id: int) -> None:
    asked = (await rescues_of(turn.session, [draft_id])).get(draft_id)
    if asked is None or not await _helps(turn, asked):
        turn.say("press-over", menu_rows())
        return
    row = (await drafts_by_id(turn.session, [draft_id])).get(draft_id)
    draft = opened(row) if row else None
    if row is None or draft is None or draft.state not in _OPEN:
        turn.say("rescue-over", replaces=True)
    elif await take_rescue(turn.session, draft_id, turn.person.id, turn.now):
        await _told(turn, asked, draft)
        phone = Text("rescue-phone", {"phone": row["phone"]}) if row["phone"] else ""
        title = str(draft.answers.get("title") or "…")
        turn.say("rescue-taken", replaces=True, name=row["who"], title=title, phone=phone)
    else:
        turn.say("rescue-taken-already", replaces=True)


async def _helps(turn: Turn, asked: Row) -> bool:
    return any(grant.role is Role.SUPPORT and grant.unit_id == asked["unit_id"] for grant in await turn.grants())


async def _told(turn: Turn, asked: Row, draft: Draft) -> None:
    """Plans the word to the worker: who will help."""
    campaign = turn.campaign
    wishes = await wishes_of(turn.session, asked["person_id"])
    due = fitting(turn.now, wishes.alone(campaign.reminders), campaign.zone)
    kind = f"rescued:{base36(draft.id)}"
    expires = due + campaign.reminders.useful(kind)
    await plan(turn.session, [Plan(asked["person_id"], kind, campaign.today(due), due, expires, draft.id)])
