"""`sangkien talk`: play the conversation in the terminal, on a scratch database that is gone afterwards."""

from __future__ import annotations

import asyncio
import json
import mimetypes
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import demo, logs
from bot.cli import ConfigFile, UsageError, cli, config_of, say
from bot.files import FileStore, once
from bot.receive import Receiver
from campaign.roles import Role
from campaign.setting import Campaign
from channels.channel import Abilities
from conversation.language import LANGUAGES
from conversation.message import Choice, File, Incoming, Reply
from conversation.texts import all_texts
from storage import files
from storage.consents import add_consent
from storage.database import Database, Session
from storage.grants import add_grant
from storage.migrate import migrate
from storage.outbox import Letter
from storage.people import add_person, set_joined, set_language, set_name, set_unit
from storage.sqlite import SqliteDatabase
from storage.units import root_unit, unit_by_code

_CHANNEL, _ADDRESS = "talk", "talk:me"
_WORKPLACE = "HN-KCN-01"
_NAMES = {
    Role.WORKER: "Nguyễn Thị Lan",
    Role.SUPPORT: "Trần Văn Hùng",
    Role.LEADER: "Lê Thị Hoa",
    Role.ADMIN: "Phạm Minh",
}
_MANY = 20_000_000

As = Annotated[Role | None, typer.Option("--as", help="Someone known, in this role; without it a newcomer.")]
Lang = Annotated[str, typer.Option("--lang", help="vi, en, ko, ja, zh-Hans or zh-Hant")]
AsJson = Annotated[bool, typer.Option("--json", help="One object a line, in and out.")]


@cli.command()
def talk(as_: As = None, lang: Lang = "vi", as_json: AsJson = False, config: ConfigFile = None) -> None:
    """Play the conversation here. Nothing of it is kept; the units are the samples'."""
    if lang not in LANGUAGES:
        raise UsageError(f"--lang: no language {lang!r}; there are {', '.join(LANGUAGES)}")
    logs.set_up("error", "console")
    settings = config_of(config)
    with tempfile.TemporaryDirectory(prefix="sangkien-talk-") as folder:
        asyncio.run(_talk(Path(folder), settings.campaign_setting(), as_, lang, as_json))


@dataclass(slots=True)
class _Terminal:
    receiver: Receiver
    database: Database
    store: FileStore
    lang: str
    heard: list[Reply] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    count: int = 0

    def posted(self, _address: str, letters: tuple[Letter, ...]) -> None:
        self.heard += [letter.reply for letter in letters]
        if letters:
            self.choices = [choice for reply in self.heard for row in reply.choices for choice in row]

    async def send(self, given: dict[str, Any]) -> list[Reply]:
        """Hands one message in; what was answered. Raises UsageError where the object isn't one of ours."""
        self.count += 1
        self.heard = []
        message = Incoming(
            _CHANNEL,
            str(self.count),
            _ADDRESS,
            datetime.now(UTC),
            ref=str(self.count),
            language_hint=self.lang,
        )
        if "file" in given:
            message = replace(message, files=(await self._file(Path(str(given["file"]))),))
        elif "choice" in given:
            message = replace(message, choice=str(given["choice"]), ref="")
        elif "text" in given:
            message = replace(message, text=str(given["text"]))
        else:
            raise UsageError('give {"text": ...}, {"choice": ...} or {"file": PATH}')
        await self.receiver.receive(message)
        return self.heard

    async def _file(self, path: Path) -> File:
        try:
            content = await asyncio.to_thread(path.read_bytes)
        except OSError as error:
            raise UsageError(f"{path}: {error.strerror}") from error
        mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        kind = {"image": "photo", "audio": "voice"}.get(mime.partition("/")[0], "document")
        sha256, size = await self.store.save(once(content), _MANY)
        return File(kind, f"{_CHANNEL}:{path.name}", path.name, mime, size, sha256)


async def _talk(folder: Path, campaign: Campaign, role: Role | None, lang: str, as_json: bool) -> None:
    database = SqliteDatabase(folder / "talk.db")
    await database.open()
    try:
        await migrate(database)
        now = datetime.now(UTC)
        await database.write(lambda session: demo.fill(session, campaign, now))
        if role:
            await database.write(lambda session: _known(session, campaign, role, lang, now))
        terminal = _open(database, campaign, folder, lang)
        await (_objects(terminal) if as_json else _lines(terminal))
    finally:
        await database.close()


def _open(database: Database, campaign: Campaign, folder: Path, lang: str) -> _Terminal:
    abilities = {_CHANNEL: Abilities(fetches=True)}

    def clock() -> datetime:
        return datetime.now(UTC)

    receiver = Receiver(
        database, all_texts(), campaign, abilities, clock, posted=lambda _a, _l: None, echo=lambda _m: {"own": {}}
    )
    terminal = _Terminal(receiver, database, FileStore(folder / "files"), lang)
    receiver.posted = terminal.posted
    return terminal


async def _known(session: Session, campaign: Campaign, role: Role, lang: str, now: datetime) -> None:
    """Someone who came in before: a worker or helper of a sample enterprise, a leader of the whole tree."""
    workplace = await unit_by_code(session, _WORKPLACE)
    place = await root_unit(session) if role in (Role.LEADER, Role.ADMIN) else workplace
    person = await add_person(session, _ADDRESS, _NAMES[role], lang, now)
    if workplace and place:
        await set_unit(session, person.id, workplace.id)
        await add_grant(session, person.id, role, place.id, now)
    await set_language(session, person.id, lang)
    await set_name(session, person.id, _NAMES[role])
    await add_consent(session, person.id, _ADDRESS, campaign.consent_version, lang, now)
    await set_joined(session, person.id, now)


async def _objects(terminal: _Terminal) -> None:
    """`--json`: a line that can't be read is answered with an error, and the talk goes on."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            if not isinstance(given, dict):
                raise UsageError('one object a line: {"text": ...}, {"choice": ...} or {"file": PATH}')
            replies = await terminal.send(given)
        except (ValueError, UsageError) as error:
            say(json.dumps({"error": str(error)}, ensure_ascii=False))
            continue
        for reply in replies:
            say(json.dumps(await _object(terminal.database, reply), ensure_ascii=False))
        sys.stdout.flush()


async def _object(database: Database, reply: Reply) -> dict[str, Any]:
    choices = [{"id": choice.id, "label": choice.label} for row in reply.choices for choice in row]
    shown: dict[str, Any] = {"key": reply.key, "text": reply.text, "choices": choices}
    if reply.file:
        number = int(reply.file)
        row = await database.read(lambda session: files.document_for(session, _ADDRESS, number))
        shown["file"] = row["name"] if row else ""
    return shown


async def _lines(terminal: _Terminal) -> None:
    """For people: what is said, its buttons numbered; a number presses one, anything else is typed."""
    prompt: Callable[[], str] = lambda: input("› ")  # noqa: E731
    await _show(terminal, {"text": "/start"})
    while True:
        try:
            line = await asyncio.to_thread(prompt)
        except EOFError:
            return
        number = int(line) - 1 if line.isdecimal() and len(line) < 3 else -1
        if 0 <= number < len(terminal.choices):
            await _show(terminal, {"choice": terminal.choices[number].id})
        elif line.startswith("file "):
            await _show(terminal, {"file": line[5:].strip()})
        elif line.strip():
            await _show(terminal, {"text": line})


async def _show(terminal: _Terminal, given: dict[str, Any]) -> None:
    try:
        replies = await terminal.send(given)
    except UsageError as error:
        say(f"! {error}")
        return
    number = 0
    for reply in replies:
        say(f"\n{reply.text}")
        for row in reply.choices:
            cells = []
            for choice in row:
                number += 1
                cells.append(f"[{number}] {choice.label}")
            say("  " + "   ".join(cells))
