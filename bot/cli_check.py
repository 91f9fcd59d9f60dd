"""`sangkien check`: says what is wrong and how to mend it, before the workers notice."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Annotated

import typer

from bot.cli import ConfigFile, cli, config_of, say
from bot.config import Config, TelegramTable
from bot.files import FileStore
from bot.menus import menu
from bot.opened import open_database
from campaign.roles import Role
from channels.channel import SendError
from channels.telegram import TelegramChannel
from conversation.language import LANGUAGES
from conversation.texts import all_texts
from storage.database import DatabaseAwayError, HalfRestoredError
from storage.installation import installation
from storage.migrate import migrations, version
from storage.units import count_units

Online = Annotated[bool, typer.Option("--online", help="Also ask the channels whether the tokens are right.")]
_FILES_MEND = (
    "they are of another database, or a backup was restored without them, so nothing of them is let go: name the right "
    "[files] folder, or, where it is the right one, delete {folder}/installation"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `mend` says what to do where it is wrong."""

    what: str
    ok: bool
    says: str
    mend: str = ""


@cli.command()
def check(
    config: ConfigFile = None,
    online: Online = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Check config, database, catalogs, files; with --online the tokens too."""
    settings = config_of(config)
    findings = asyncio.run(_all(settings, online))
    if as_json:
        say(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            tail = f" – {finding.mend}" if finding.mend and not finding.ok else ""
            say(f"{'✓' if finding.ok else '✗'} {finding.what}: {finding.says}{tail}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


async def _all(settings: Config, online: bool) -> list[Finding]:
    looks: list[Callable[[Config], Awaitable[list[Finding]]]] = [_config, _database, _files, _catalogs]
    if online:
        looks.append(_tokens)
    return [finding for look in looks for finding in await look(settings)]


async def _config(settings: Config) -> list[Finding]:
    days = (settings.campaign.ends - settings.campaign.starts).days
    says = f"{settings.campaign.name}, {days} days to {settings.campaign.ends.isoformat()}"
    on = [bot.name for bot in settings.channels.telegram if bot.enabled] + ["web"] * settings.channels.web.enabled
    hooks = [bot for bot in settings.channels.telegram if bot.enabled and bot.mode == "webhook"]
    secure = settings.web.public_url.startswith("https://") or all("127.0.0.1" in bot.api_url for bot in hooks)
    return [
        Finding("config", True, says),
        Finding("channels", bool(on), ", ".join(on) or "none is on", "enable one under [channels]"),
        Finding(
            "public_url", not hooks or secure, settings.web.public_url or "not set",
            "[web] public_url must begin with https:// for a webhook",
        ),
    ]  # fmt: skip


async def _database(settings: Config) -> list[Finding]:
    path, newest = settings.database.path, migrations()[-1][0]
    if path and not await asyncio.to_thread(path.exists):
        return [Finding("database", False, f"{path} does not exist", "run: sangkien migrate")]
    database = open_database(settings)
    try:
        await database.open()
        present = await database.write(version)
        units = await database.read(count_units) if present else 0
        ours = await database.write(installation) if present == newest else ""
    except HalfRestoredError as error:
        return [Finding("database", False, str(error))]
    except DatabaseAwayError as error:
        mend = (
            "see that the folder can be written and the disk has room" if path else "see [database] url and the server"
        )
        return [Finding("database", False, str(error), mend)]
    finally:
        await database.close()
    owner, folder = await asyncio.to_thread(FileStore(settings.files.folder).owner), str(settings.files.folder)
    mend = "run: sangkien migrate" if present < newest else "install the newer program"
    return [
        Finding("database", True, settings.database.label),
        Finding("schema", present == newest, f"version {present} of {newest}", mend),
        Finding("units", units > 0, str(units), "run: sangkien units import FILE.csv"),
        *([Finding("attachments", owner in ("", ours), folder, _FILES_MEND.format(folder=folder))] if ours else []),
    ]


async def _files(settings: Config) -> list[Finding]:
    folder = settings.files.folder

    def writable() -> bool:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / ".check"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError:
            return False
        return True

    ok = await asyncio.to_thread(writable)
    return [Finding("files", ok, str(folder), "make the folder writable, or set [files] folder")]


async def _catalogs(_settings: Config) -> list[Finding]:
    texts = all_texts()
    whole = texts.keys["vi"]
    findings = []
    for lang in LANGUAGES:
        missing = whole - texts.keys[lang]
        says = f"{len(texts.keys[lang])} texts" + (f", {len(missing)} fall back to English" if missing else "")
        findings.append(Finding(f"texts {lang}", lang not in ("vi", "en") or not missing, says, "complete the catalog"))
    longest = max(len(item.description) for lang in ("vi", "en") for item in menu(texts, lang, Role.LEADER))
    return [
        *findings,
        Finding("menus", longest <= 256, f"longest description {longest} of 256", "shorten it"),
    ]


async def _tokens(settings: Config) -> list[Finding]:
    return [await _token(table) for table in settings.channels.telegram if table.enabled]


async def _token(table: TelegramTable) -> Finding:
    channel = TelegramChannel(table.token.get_secret_value(), api_url=table.api_url)
    mend = f"see the token of {table.name} (from @BotFather) and the way to {table.api_url}"
    await channel.open()
    try:
        return Finding(table.name, True, await channel.identify())
    except SendError as error:
        return Finding(table.name, False, str(error), mend)
    finally:
        await channel.close()
