"""A person's rights: see what is kept, get a copy, correct it, withdraw consent, be forgotten.

Law 91/2025/QH15, Art. 4. Everything here is carried out at once, well inside the terms of
Decree 356/2025/NĐ-CP (10 to 20 days).
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace

from conversation.language import LANGUAGES
from conversation.message import Say, Text
from handlers.forms import park
from handlers.turn import Turn, command
from storage.consents import consents_of, withdraw_consents
from storage.erasure import copy_of, erase, summary_of
from storage.files import add_document
from storage.people import set_draft, set_joined, set_phone


async def mydata(turn: Turn, argument: str) -> None:
    await _PARTS.get(argument, _shown)(turn)


async def _shown(turn: Turn) -> None:
    person = turn.person
    consents = [row for row in await consents_of(turn.session, person.id) if not row["withdrawn_at"]]
    given = turn.campaign.today(person.joined_at).isoformat() if person.joined_at else None
    rows = (
        (command("mydata", "copy", Text("mydata-copy")),),
        (command("name"), command("unit")),
        (
            command("phone"),
            *((command("mydata", "phone-off", Text("mydata-phone-off")),) if person.phone else ()),
        ),
        (
            command("mydata", "withdraw", Text("mydata-withdraw")),
            command("mydata", "delete", Text("mydata-delete")),
        ),
    )
    turn.say(
        "mydata",
        rows,
        name=person.name or Text("mydata-none"),
        unit=person.unit_name or Text("mydata-none"),
        phone=person.phone or Text("mydata-none"),
        language=LANGUAGES[turn.language],
        address=person.address,
        consent=Text("date-shown", {"date": given}) if consents and given else Text("mydata-none"),
        contact=turn.campaign.contact,
        counts=await _counts(turn),
    )


async def _counts(turn: Turn) -> Text:
    return Text("mydata-counts", await summary_of(turn.session, turn.person.id))


async def _copy(turn: Turn) -> None:
    content = json.dumps(await copy_of(turn.session, turn.person), ensure_ascii=False, indent=2).encode()
    made = await add_document(
        turn.session, turn.person.address, "sang-kien-du-lieu.json", "application/json", content, turn.now
    )
    turn.says.append(Say(Text("mydata-copy-made"), file=str(made)))


async def _withdraw(turn: Turn) -> None:
    rows = (
        (command("mydata", "withdraw-yes", Text("mydata-withdraw-yes")),),
        (command("mydata", "", Text("mydata-no")),),
    )
    turn.say("mydata-withdraw-sure", rows)


async def _withdrawn(turn: Turn) -> None:
    """From now on nothing new is taken from the person; what was sent stays until deletion is asked."""
    await withdraw_consents(turn.session, turn.person.id, turn.now)
    await set_joined(turn.session, turn.person.id, None)
    await park(turn)
    await set_draft(turn.session, turn.person.id, None)
    turn.person, turn.draft = replace(turn.person, joined_at=None), None
    rows = ((command("start"),), (command("mydata", "delete", Text("mydata-delete")),))
    turn.say("mydata-withdrawn", rows)


async def _delete(turn: Turn) -> None:
    rows = (
        (command("mydata", "delete-yes", Text("mydata-delete-yes")),),
        (command("mydata", "", Text("mydata-no")),),
    )
    turn.say("mydata-delete-sure", rows, counts=await _counts(turn))


async def _deleted(turn: Turn) -> None:
    receipt = await erase(turn.session, turn.person.id, turn.now)
    turn.erased, turn.draft = True, None
    turn.say("mydata-deleted", receipt=receipt)


async def _phone_off(turn: Turn) -> None:
    await set_phone(turn.session, turn.person.id, None)
    turn.say("phone-removed")


_PARTS: dict[str, Callable[[Turn], Awaitable[None]]] = {
    "copy": _copy,
    "withdraw": _withdraw,
    "withdraw-yes": _withdrawn,
    "delete": _delete,
    "delete-yes": _deleted,
    "phone-off": _phone_off,
}
