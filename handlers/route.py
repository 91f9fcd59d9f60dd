"""The table of commands, and which of them a message means. /help and the channels' menus are written from it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from campaign.roles import Right, Role, places
from conversation import advance as engine
from conversation.about_sent import about_sent
from conversation.announcing import ANNOUNCEMENT
from conversation.ask import SETTLE
from conversation.asking import asks
from conversation.buttons import SEND, Ask, Press, read_button
from conversation.commands import may_be_name, read_command
from conversation.draft import Draft, DraftState
from conversation.form import REVIEW
from conversation.has_idea import has_idea
from conversation.joining import JOINING, PHONE
from conversation.labels import means
from conversation.message import Say, Text
from conversation.outcome import Event, Outcome
from conversation.readers.phones import read_phone
from conversation.readers.reading import Good
from conversation.submission import SUBMISSION
from handlers import (
    amending,
    announce,
    forms,
    joining,
    language_offer,
    mine,
    mydata,
    ping_answers,
    pinged,
    pings,
    quick,
    rescue,
    sending,
    start,
    totals,
)
from handlers.file_limits import sift
from handlers.turn import Turn, command, menu_rows
from storage.drafts import drafts_of
from storage.people import set_phone, set_reachable

Handler = Callable[[Turn, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Command:
    """`joined`: only after coming in. `menu`: for whom it stands in the menus; none for buttons only."""

    name: str
    handler: Handler
    joined: bool = True
    menu: frozenset[Role] = frozenset()


def _moving(step: Callable[..., Outcome]) -> Handler:
    async def handler(turn: Turn, _argument: str) -> None:
        await _end(turn, await forms.move(turn, step))

    return handler


_ALL = frozenset(Role)
_LEADERS = frozenset({Role.LEADER, Role.ADMIN})
COMMANDS: tuple[Command, ...] = (
    Command("new", start.new, menu=_ALL),
    Command("mine", mine.mine, menu=_ALL),
    Command("totals", totals.totals, joined=False, menu=_LEADERS),
    Command("pings", pings.pings, joined=False, menu=_ALL),
    Command("announce", announce.announce, joined=False, menu=_LEADERS),
    Command("back", _moving(engine.back), joined=False, menu=_ALL),
    Command("skip", _moving(engine.skip), joined=False, menu=_ALL),
    Command("done", _moving(engine.done), joined=False, menu=_ALL),
    Command("pause", _moving(engine.pause), joined=False, menu=_ALL),
    Command("cancel", _moving(engine.cancel), joined=False, menu=_ALL),
    Command("language", start.language, joined=False, menu=_ALL),
    Command("mydata", mydata.mydata, joined=False, menu=_ALL),
    Command("help", start.help_, joined=False, menu=_ALL),
    Command("start", start.start, joined=False, menu=_ALL),
    Command("draft", mine.draft),
    Command("amend", amending.amend),
    Command("withdraw", mine.take_back, joined=False),
    Command("restore", mine.put_back),
    Command("unit", joining.unit),
    Command("name", joining.name),
    Command("phone", joining.phone),
    Command("entries", totals.entries, joined=False),
    Command("ping", ping_answers.ping, joined=False),
    Command("pinged", pinged.pinged, joined=False),
    Command("rescue", rescue.rescue, joined=False),
)
BY_NAME: Mapping[str, Command] = {command.name: command for command in COMMANDS}

_MENU = tuple((command.name, command.menu) for command in COMMANDS if command.menu)

_SEEN = timedelta(minutes=30)  # so long a card is before one's eyes; later `nộp` may well mean another idea
_ENDINGS: Mapping[tuple[str, Event], Callable[[Turn, Draft], Awaitable[None]]] = {
    (JOINING.name, Event.FINISHED): joining.finished,
    (JOINING.name, Event.DROP): joining.declined,
    (PHONE.name, Event.FINISHED): joining.phone_given,
    (SUBMISSION.name, Event.SEND): sending.send,
    (SUBMISSION.name, Event.DROP): sending.drop,
    (ANNOUNCEMENT.name, Event.SEND): announce.confirm,
    (ANNOUNCEMENT.name, Event.DROP): announce.drop,
}


async def handle(turn: Turn) -> None:
    """Does what one message asks for. Whatever comes in, something is said, or silence is meant."""
    turn.commands = _MENU
    asked_phone = _awaits_phone(turn)
    await _handled(turn)
    if asked_phone and not _awaits_phone(turn):
        _end_contact(turn)


def _end_contact(turn: Turn) -> None:
    """Takes the keyboard of the phone's question off the screen: its `Bỏ qua` would answer another question."""
    for at, say in enumerate(turn.says):
        if not (say.buttons or say.contact or say.replaces or say.file or say.settle):
            turn.says[at] = replace(say, ends_contact=True)
            return
    turn.says.insert(0, Say(Text("phone-left"), ends_contact=True))


async def _handled(turn: Turn) -> None:
    if turn.message.files and not await sift(turn):
        return
    message = turn.message
    if message.reachable is not None:
        await set_reachable(turn.session, message.address, message.reachable)
    elif message.edited:
        await _edited(turn)
    elif message.choice is not None:
        await _pressed(turn, message.choice)
    elif await ping_answers.in_words(turn) or await totals.in_words(turn):
        return
    elif asked := _asked(turn):
        await _command(turn, *asked)
    elif message.too_large and not message.text:
        _too_large(turn)
    elif message.phone and turn.person.joined_at and not _awaits_phone(turn):
        await _shared_phone(turn, message.phone)
    elif message.text.startswith("/") and not message.files:
        turn.say("unknown-command", menu_rows())
    else:
        if message.too_large:  # its words are taken all the same
            _too_large(turn)
        await _words(turn)


def _asked(turn: Turn) -> tuple[str, str] | None:
    """The command that a message is, also one that nobody carries out yet."""
    message, draft = turn.message, turn.open_draft
    seen = draft and (draft.form, draft.step) == (SUBMISSION.name, REVIEW) and turn.now - draft.updated_at < _SEEN
    if seen and means(SEND, message.text):  # `nộp` begins nothing new there
        return None
    asked = read_command(message.text) if message.text and not message.files else None
    if asked and draft and forms.asks_name(draft) and may_be_name(message.text):
        return None
    return asked


async def _words(turn: Turn) -> None:
    """A message that is no command: an answer, a newcomer's first words, a question, or an initiative in one go."""
    step = turn.open_draft.step if turn.open_draft else ""
    if turn.open_draft and turn.message.files and not _left_for_form(turn, turn.open_draft):
        return
    if turn.open_draft:
        await _end(turn, await forms.hear(turn, turn.open_draft))
        joining.keep_first_words(turn, step)
    elif turn.person.joined_at is None:
        await joining.join(turn)
    elif pressed := forms.paused_button(turn):
        await _end(turn, await forms.press(turn, pressed))
    elif not turn.message.files and has_idea(turn.message.text):
        await start.new(turn, "")
    elif not turn.message.files and about_sent(turn.message.text) and await mine.has_sent(turn):
        await mine.mine(turn, "")
    elif asks(turn.message.text) and not turn.message.files:
        await start.help_(turn, "")
    else:
        await quick.quick(turn)
    await language_offer.offer(turn, step)


def _left_for_form(turn: Turn, draft: Draft) -> bool:
    """Whether anything is left for a form that takes only words: files are refused, and the text goes on."""
    if draft.form in (ANNOUNCEMENT.name, PHONE.name):
        text, album = turn.message.text, turn.message.album
        refused = Text("file-not-here", {"words": int(bool(text))})
        turn.says.append(Say(refused, settle=SETTLE if album and not text else 0))  # once for the whole album
        turn.message = replace(turn.message, files=())
    return bool(turn.message.files or turn.message.text)


def _too_large(turn: Turn) -> None:
    turn.say("file-too-large", limit=turn.message.too_large // 1_000_000)


async def _shared_phone(turn: Turn, shared: str) -> None:
    """A number shared without being asked for."""
    reading = read_phone(shared, turn.facts())
    if isinstance(reading, Good):
        await set_phone(turn.session, turn.person.id, reading.value)
        turn.say("phone-kept", phone=reading.value)
    else:
        turn.say("phone-unreadable")


async def _pressed(turn: Turn, data: str) -> None:
    match read_button(data):
        case Ask(name, argument) if name in BY_NAME:
            await _command(turn, name, argument)
        case Press() as press:
            await _end(turn, await forms.press(turn, press))
        case _:
            turn.say("press-over", menu_rows())


async def _command(turn: Turn, name: str, argument: str) -> None:
    known = BY_NAME.get(name)
    if known is None:
        await _not_built(turn)
        return
    if known.joined and turn.person.joined_at is None:
        if turn.open_draft and turn.open_draft.form == JOINING.name:
            turn.say("joining-first")
            await forms.ask_present(turn)
        else:
            await joining.join(turn)
        return
    await known.handler(turn, argument)


async def _not_built(turn: Turn) -> None:
    """A command that nobody carries out yet: said so, and never taken for an answer."""
    if turn.person.joined_at is None and not turn.open_draft:
        await joining.join(turn)
        return
    leads = places(await turn.grants(), Right.SEE_TOTALS)
    rows = ((command("totals"),),) if leads else () if turn.open_draft else menu_rows()
    turn.say("not-built", rows, contact=turn.campaign.contact)
    if turn.open_draft:
        await forms.ask_present(turn)


async def _end(turn: Turn, event: Event | None) -> None:
    if event and turn.draft:
        await _ENDINGS[turn.draft.form, event](turn, turn.draft)


async def _edited(turn: Turn) -> None:
    """An edited message corrects the answer it gave; of one that was sent already, the way is shown."""
    draft, ref = turn.open_draft, turn.message.ref
    if draft and ref in draft.sources:
        await forms.hear(turn, draft)
        return
    for old in await drafts_of(turn.session, turn.person.id, JOINING.name, tuple(DraftState), 3):
        if ref in old.sources:
            turn.say("edit-joined", ((command("mydata"),),))
            return
    for old in await drafts_of(turn.session, turn.person.id, SUBMISSION.name, tuple(DraftState), 10):
        if ref in old.sources:
            turn.say("edit-too-late" if old.state == DraftState.SENT else "edit-parked", menu_rows())
            return
    # The message answered nothing that is kept: a deliberate silence.


def _awaits_phone(turn: Turn) -> bool:
    return bool(turn.open_draft and turn.open_draft.form == PHONE.name)
