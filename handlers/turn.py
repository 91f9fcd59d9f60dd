"""One message being handled: who wrote, in which transaction, and what is said in the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from campaign.roles import Grant, Role
from campaign.setting import Campaign
from conversation.buttons import command_button
from conversation.draft import Draft, DraftState
from conversation.language import DEFAULT, guess
from conversation.message import Button, Incoming, Say, Text
from conversation.readers.names import given_name
from conversation.readers.reading import Facts
from storage.database import Session
from storage.grants import grants_of
from storage.people import Person

Rows = tuple[tuple[Button, ...], ...]


@dataclass(slots=True)
class Turn:
    """`draft` is the one that answers go to; what a handler leaves there is saved and stays so."""

    session: Session
    campaign: Campaign
    message: Incoming
    now: datetime
    person: Person
    draft: Draft | None = None
    says: list[Say] = field(default_factory=list)
    toast: Text | None = None
    erased: bool = False
    commands: tuple[tuple[str, frozenset[Role]], ...] = ()  # (name, for whom), for /help
    _grants: list[Grant] | None = None

    @property
    def language(self) -> str:
        """The person's own; before it is chosen, what the words and the channel suggest."""
        if self.person.language:
            return self.person.language
        return guess(self.message.text, self.message.language_hint) or DEFAULT

    @property
    def given(self) -> str:
        """The name to address the person by."""
        given = given_name(self.person.name)
        return given[:1].upper() + given[1:]

    @property
    def open_draft(self) -> Draft | None:
        return self.draft if self.draft and self.draft.state == DraftState.OPEN else None

    @property
    def parked_draft(self) -> Draft | None:
        """The draft that was open last, where it was put aside."""
        return self.draft if self.draft and self.draft.state == DraftState.PARKED else None

    def say(self, key: str, rows: Rows = (), *, replaces: bool = False, **values: Any) -> None:
        self.says.append(Say(Text(key, values), rows, replaces=replaces))

    async def grants(self) -> list[Grant]:
        if self._grants is None:
            self._grants = await grants_of(self.session, self.person.id)
        return self._grants

    def facts(self, found: tuple[Mapping[str, Any], ...] = (), others: tuple[tuple[str, str], ...] = ()) -> Facts:
        campaign, person = self.campaign, self.person
        return Facts(
            now=self.now,
            today=campaign.today(self.now),
            language=self.language,
            name=person.name,
            account_name=person.account_name or self.message.account_name,
            sector=person.sector,
            unit_name=person.unit_name,
            found=found,
            others=others,
            most_files=campaign.limits.files,
            privacy={
                "controller": campaign.controller,
                "contact": campaign.contact,
                "days": str(campaign.keep_days),
                "campaign": campaign.name,
            },
        )


def command(name: str, argument: str | int = "", label: str | Text | None = None) -> Button:
    """A button that asks for a command; its label is the command's own unless given."""
    return Button(command_button(name, str(argument)), label or Text(f"button-{name}"))


def menu_rows() -> Rows:
    """What a worker may want next, when nothing else is going on."""
    return ((command("new"),), (command("mine"), command("help")))
