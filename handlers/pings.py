"""One's own pings: rhythm, quiet hours, shift and kinds, each seen and changed with a tap."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from campaign.pings import BY_KIND, PING_KINDS, PingKind
from campaign.quiet import Span, read_span
from campaign.roles import Right, Role, places
from campaign.wishes import Rhythm, Wishes
from conversation.message import Button, Text
from handlers.turn import Rows, Turn, command
from storage.wishes import save_wishes, wishes_of

_QUIET = ("20:00-06:00", "22:00-06:00", "23:00-05:00")
_NO_QUIET = "00:00-00:00"


async def pings(turn: Turn, argument: str) -> None:
    """Nothing for the overview; rhythm, quiet, shift, kinds for what can be chosen; `<what>=<choice>` chooses;
    `stop=<kind>` is the button of a message that is not wanted any more."""
    what, _, choice = argument.partition("=")
    wishes = await wishes_of(turn.session, turn.person.id)
    if choice and what in _CHANGES:
        changed = _CHANGES[what](turn, wishes, choice)
        if changed and changed != wishes:
            await save_wishes(turn.session, turn.person.id, changed)
            wishes, turn.toast = changed, Text("pings-saved")
        what = "stopped" if what == "stop" else "kinds" if what in ("on", "off") else ""
    if view := _VIEWS.get(what):
        await view(turn, wishes)
    else:
        await _overview(turn, wishes, redraw=bool(turn.message.choice and argument))


async def _overview(turn: Turn, wishes: Wishes, redraw: bool) -> None:
    kinds, roles = await _kinds(turn), await _roles(turn)
    rhythm = Text("pings-rhythm", {"rhythm": Text(f"pings-rhythm-{wishes.rhythm}")}) if Role.SUPPORT in roles else ""
    buttons = [command("pings", name, Text(f"pings-button-{name}")) for name in ("quiet", "shift", "kinds")]
    if rhythm:
        buttons.insert(0, command("pings", "rhythm", Text("pings-button-rhythm")))
    rows: Rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    if places(await turn.grants(), Right.SEE_PINGS):
        rows = (*rows, (command("pinged"),))
    on, off = ([kind for kind in kinds if (kind.name in wishes.off) is gone] for gone in (False, True))
    turn.say(
        "pings",
        rows,
        replaces=redraw,
        rhythm=rhythm,
        quiet=_quiet_words(wishes.quiet or turn.campaign.reminders.quiet),
        shift=_shift_words(turn, wishes.shift),
        on=[Text(f"pings-kind-{kind.name}") for kind in on] or Text("pings-none"),
        off=Text("pings-off", {"kinds": [Text(f"pings-kind-{kind.name}") for kind in off]}) if off else "",
    )


async def _rhythms(turn: Turn, wishes: Wishes) -> None:
    rows = [
        (_choice(f"rhythm={rhythm}", Text(f"pings-rhythm-{rhythm}"), wishes.rhythm is rhythm),) for rhythm in Rhythm
    ]
    turn.say("pings-ask-rhythm", (*rows, _back()), replaces=True)


async def _quiets(turn: Turn, wishes: Wishes) -> None:
    own = str(turn.campaign.reminders.quiet)
    offered = {"default": own, **{span: span for span in _QUIET if span != own}, "none": _NO_QUIET}
    now = str(wishes.quiet or own)
    rows = [(_choice(f"quiet={name}", _quiet_words(read_span(span)), span == now),) for name, span in offered.items()]
    turn.say("pings-ask-quiet", (*rows, _back()), replaces=True)


async def _shifts(turn: Turn, wishes: Wishes) -> None:
    names = [None, *turn.campaign.reminders.shifts]
    rows = [(_choice(f"shift={name or 'none'}", _shift_words(turn, name), wishes.shift == name),) for name in names]
    turn.say("pings-ask-shift", (*rows, _back()), replaces=True)


async def _which(turn: Turn, wishes: Wishes) -> None:
    rows = []
    for kind in await _kinds(turn):
        wanted = kind.name not in wishes.off
        to = f"{'off' if wanted else 'on'}={kind.name}"
        rows.append((_choice(to, Text(f"pings-kind-{kind.name}"), wanted, "🔕"),))
    turn.say("pings-ask-kinds", (*rows, _back()), replaces=True)


async def _stopped(turn: Turn, _wishes: Wishes) -> None:
    """Switched off with the button of what is not wanted: the way back is right there."""
    kind = turn.message.choice.rpartition("=")[2] if turn.message.choice else ""
    turn.say("pings-stopped", ((command("pings", f"on={kind}", Text("form-undo")),), (command("pings"),)))


def _with_rhythm(_turn: Turn, wishes: Wishes, choice: str) -> Wishes | None:
    return replace(wishes, rhythm=Rhythm(choice)) if choice in tuple(Rhythm) else None


def _with_quiet(_turn: Turn, wishes: Wishes, choice: str) -> Wishes | None:
    if choice == "default":
        return replace(wishes, quiet=None)
    span = _NO_QUIET if choice == "none" else choice
    return replace(wishes, quiet=read_span(span)) if span in (*_QUIET, _NO_QUIET) else None


def _with_shift(turn: Turn, wishes: Wishes, choice: str) -> Wishes | None:
    if choice == "none":
        return replace(wishes, shift=None)
    return replace(wishes, shift=choice) if choice in turn.campaign.reminders.shifts else None


def _with_kind(_turn: Turn, wishes: Wishes, choice: str) -> Wishes | None:
    return replace(wishes, off=wishes.off - {choice}) if choice in BY_KIND else None


def _without_kind(_turn: Turn, wishes: Wishes, choice: str) -> Wishes | None:
    return replace(wishes, off=wishes.off | {choice}) if choice in BY_KIND else None


_CHANGES: Mapping[str, Callable[[Turn, Wishes, str], Wishes | None]] = {
    "rhythm": _with_rhythm,
    "quiet": _with_quiet,
    "shift": _with_shift,
    "on": _with_kind,
    "off": _without_kind,
    "stop": _without_kind,
}
_VIEWS = {"rhythm": _rhythms, "quiet": _quiets, "shift": _shifts, "kinds": _which, "stopped": _stopped}


async def _roles(turn: Turn) -> frozenset[Role]:
    return frozenset(grant.role for grant in await turn.grants())


async def _kinds(turn: Turn) -> list[PingKind]:
    """The kinds that this person may get and can do without; an answer to their own call is none of them."""
    roles = await _roles(turn)
    return [kind for kind in PING_KINDS if kind.roles & roles or kind.name == "nudge"]


def _choice(argument: str, label: Text, chosen: bool, otherwise: str = "") -> Button:
    sign = "✅" if chosen else otherwise
    return command("pings", argument, Text("pings-choice", {"sign": sign, "label": label}) if sign else label)


def _back() -> tuple[Button, ...]:
    return (command("pings", "back", Text("form-back")),)


def _quiet_words(span: Span) -> Text:
    return Text("pings-no-quiet") if span.start == span.end else Text("pings-span", _ends(span))


def _shift_words(turn: Turn, name: str | None) -> Text:
    """`Ca 1 (06:00–14:00)`, by the name in the config: ca1."""
    span = turn.campaign.reminders.shifts.get(name) if name else None
    if name is None or span is None:
        return Text("pings-no-shift")
    return Text("pings-shift", {"name": re.sub(r"(\D)(\d)", r"\1 \2", name).capitalize(), **_ends(span)})


def _ends(span: Span) -> dict[str, str]:
    return {"start": f"{span.start:%H:%M}", "end": f"{span.end:%H:%M}"}
