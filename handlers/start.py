"""The way in and the way on: /start from everywhere, a new initiative, the language, help."""

from __future__ import annotations

from dataclasses import replace

from campaign.roles import Right, Role, places
from conversation import buttons
from conversation.joining import JOINING
from conversation.language import LANGUAGES
from conversation.message import Button, Text
from conversation.submission import SUBMISSION
from handlers import joining
from handlers.begun import begun, go_on
from handlers.forms import ask_present, start_form
from handlers.full import full
from handlers.turn import Rows, Turn, command
from storage.people import set_language


async def start(turn: Turn, argument: str) -> None:
    """Works from everywhere: newcomers are let in, others offered to continue or to begin anew."""
    newcomer = turn.person.joined_at is None
    if argument.startswith("u_"):
        await joining.link(turn, argument[2:])
        if newcomer:
            return
    elif newcomer:
        if turn.open_draft and turn.open_draft.form == JOINING.name:
            await ask_present(turn)
        else:
            await joining.join(turn)
        return
    if not any(say.text.key == "unit-other" for say in turn.says):
        await _welcome(turn)


async def _welcome(turn: Turn) -> None:
    draft = await begun(turn)
    rows: Rows = ((command("new"),), (command("mine"), command("help")))
    if places(await turn.grants(), Right.SEE_TOTALS):
        rows = (*rows, (command("totals"),))
    given = turn.given
    if draft:
        turn.say("welcome-draft", (*go_on(draft), *rows), given=given, title=draft.answers.get("title", "…"))
    else:
        turn.say("welcome-back", rows, given=given, unit=turn.person.unit_name)


async def new(turn: Turn, argument: str) -> None:
    """A new initiative; one that was begun is never thrown away for it."""
    draft = None if argument == "fresh" else await begun(turn)
    if draft:
        fresh = command("new", "fresh", Text("button-fresh"))
        turn.say("new-or-resume", (*go_on(draft), (fresh,)), title=draft.answers.get("title", "…"))
    elif not await full(turn):
        await start_form(turn, SUBMISSION)


async def language(turn: Turn, argument: str) -> None:
    """Offers the six languages; a chosen one is kept, and the present question drawn anew in it."""
    if argument not in LANGUAGES:
        tongues = [command("language", lang, name) for lang, name in LANGUAGES.items()]
        turn.say("language-ask", tuple(tuple(tongues[at : at + 2]) for at in range(0, len(tongues), 2)))
        return
    await set_language(turn.session, turn.person.id, argument)
    turn.person = replace(turn.person, language=argument)
    turn.toast = Text("language-set")
    if turn.open_draft:
        if turn.open_draft.form == JOINING.name:
            turn.draft = replace(turn.open_draft, answers={**turn.open_draft.answers, "language": argument})
        await ask_present(turn)
    else:
        turn.say("language-set")


async def help_(turn: Turn, _argument: str) -> None:
    """What can be done here, in the words of someone's role."""
    roles = {Role.WORKER, *(grant.role for grant in await turn.grants())}
    listed = [
        Text("help-row", {"word": Text(f"word-{name}"), "description": Text(f"command-{name}")})
        for name, menu in turn.commands
        if menu & roles
    ]
    rows: Rows = ((command("new"),), (command("mine"), command("language")), (command("mydata"),))
    if draft := turn.open_draft or turn.parked_draft:
        rows = ((Button(buttons.form_button(draft, buttons.RESUME), Text("form-resume")),), *rows)
    turn.say("help", rows, commands=listed, contact=turn.campaign.contact)
