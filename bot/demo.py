"""The demo: no config file, this machine only, sample units and entries, and a switch of the part one plays.

The switch is a route that only `extend` adds, and `extend` is given to the app only where there is
no config at all: on any other installation the route does not exist and the cookie means nothing.
"""

from __future__ import annotations

import csv
import ipaddress
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.chat import Chat
from bot.chat_door import COOKIE
from bot.cli import UsageError
from bot.config import Config, load
from campaign.roles import Role
from campaign.setting import Campaign
from campaign.unit_list import check
from channels.web import address_of
from conversation.message import Text
from storage.consents import add_consent
from storage.database import Session
from storage.grants import add_grant
from storage.ids import new_id
from storage.initiatives import Entry, add_initiative
from storage.people import Person, add_person, person_at, set_joined, set_name, set_unit
from storage.unit_import import import_units
from storage.units import Unit, count_units, unit_by_code

if TYPE_CHECKING:
    from bot.app import App

SAMPLES = Path(__file__).parent.parent / "samples"
FOLDER = Path("data/demo")
PERSONAS = {"worker": None, "support": Role.SUPPORT, "leader": Role.LEADER}
_PLACES = {"support": "HN-KCN-01", "leader": "TLD"}
_COOKIE = "persona"
_SPREAD_DAYS = 12  # the sample entries lie in the days before the demo is first started


def config() -> Config:
    """All defaults, with the demo's own database and files."""
    settings = load(None)
    settings.database.url = f"sqlite:///{FOLDER / 'demo.db'}"
    settings.files.folder = FOLDER / "files"
    return settings


def only_here(settings: Config) -> None:
    """The demo lets anybody be a leader: never anywhere but on this machine."""
    host = settings.web.host
    here = host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)
    if not here:
        raise UsageError(f"--listen {settings.web.listen}: the demo listens on 127.0.0.1 only; write a config.toml")


async def extend(app: App, server: web.Application, chat: Chat | None) -> None:
    """Fills an empty database with the samples, and adds the switch of personas."""
    if not await app.database.read(count_units):
        await app.database.write(lambda session: fill(session, app.config.campaign_setting(), app.clock()))
    if chat is None:
        return
    chat.door.persona = _persona

    def personas(request: web.Request, lang: str) -> dict[str, Any]:
        offered = [{"id": name, "label": app.texts.words(Text(f"persona-{name}"), lang)} for name in PERSONAS]
        return {"personas": offered, "current": _persona(request) or "worker"}

    async def switch(request: web.Request) -> web.Response:
        await chat.door.needs_post(request)
        try:
            name = str((await request.json())["persona"])
        except (ValueError, KeyError, TypeError):
            raise web.HTTPBadRequest from None
        if name not in PERSONAS:
            raise web.HTTPBadRequest
        address = address_of(request.cookies[COOKIE], "" if name == "worker" else name)
        if address and name != "worker":
            await app.database.write(lambda session: _appoint(session, app.config, address, name, app.clock()))
        response = web.json_response({"ok": True})
        response.set_cookie(_COOKIE, name, httponly=True, samesite="Lax")
        return response

    chat.personas = personas
    server.router.add_post("/demo/persona", chat.door.guarded(switch))


def _persona(request: web.Request) -> str:
    name = request.cookies.get(_COOKIE, "")
    return name if name in PERSONAS and name != "worker" else ""


async def _appoint(session: Session, config: Config, address: str, name: str, now: datetime) -> None:
    """Makes the person behind a persona's address what the persona is."""
    role, unit = PERSONAS[name], await unit_by_code(session, _PLACES[name])
    if role is None or unit is None:
        return
    known = await person_at(session, address)
    person = known[0] if known else await add_person(session, address, "", "", now)
    if person.joined_at is None:
        await set_name(session, person.id, {"support": "Trần Thị Hỗ Trợ", "leader": "Lê Văn Lãnh Đạo"}[name])
        await set_unit(session, person.id, unit.id)
        await add_consent(session, person.id, address, config.privacy.consent_version, "vi", now)
        await set_joined(session, person.id, now)
        await add_grant(session, person.id, role, unit.id, now)


async def fill(session: Session, campaign: Campaign, now: datetime) -> None:
    """Units and entries of samples/, the entries spread over the last days."""
    with (SAMPLES / "units.csv").open(encoding="utf-8", newline="") as file:
        rows = [(at, row) for at, row in enumerate(csv.DictReader(file), start=2)]
    await import_units(session, check(rows).units, campaign.zone)
    lines = (SAMPLES / "initiatives.jsonl").read_text(encoding="utf-8").splitlines()
    authors: dict[tuple[str, str], Person] = {}
    for at, line in enumerate(lines):
        sample = json.loads(line)
        unit = await unit_by_code(session, sample["unit_code"])
        if unit is None:
            continue
        key = (sample["unit_code"], sample["author"])
        moment = now - timedelta(days=_SPREAD_DAYS) + timedelta(days=_SPREAD_DAYS) * (at + 1) / (len(lines) + 1)
        if key not in authors:
            authors[key] = await _author(session, sample["author"], unit, len(authors), moment)
        await add_initiative(session, authors[key], _entry(sample), moment, campaign.zone)


async def _author(session: Session, name: str, unit: Unit, number: int, now: datetime) -> Person:
    person = await add_person(session, f"web:sample-{number}", name, "vi", now)
    await set_name(session, person.id, name)
    await set_unit(session, person.id, unit.id)
    await set_joined(session, person.id, now)
    return Person(
        person.id,
        name,
        None,
        "vi",
        now,
        None,
        unit.id,
        unit.name,
        unit.path,
        unit.sector or "",
        person.address,
        True,
        "",
    )


def _entry(sample: dict[str, Any]) -> Entry:
    benefit = {"approximate": False, "note": None, **sample["benefit"]}
    return Entry(
        draft_id=new_id(), title=sample["title"], kind=sample["kind"], problem=sample["problem"],
        solution=sample["solution"], benefit=benefit, applied_on=sample["applied_on"], co_authors=[],
        complete=True, channel="web", language=sample["language"],
    )  # fmt: skip


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
