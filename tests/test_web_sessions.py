"""Sessions of the web chat: nobody can guess one, make one that is somebody else's, or learn one from the database."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path

import pytest
from structlog.testing import CapturingLogger

from bot.app import App
from bot.chat_door import COOKIE
from channels.web import address_of, new_session
from storage.database import Session
from storage.tables import pages, tables
from tests.visitor import Comes, Visitor, fresh_id
from tests.world import Wall, settings


def test_a_session_is_256_bits_of_chance() -> None:
    made = {new_session() for _ in range(2_000)}
    assert len(made) == 2_000
    contents = [base64.urlsafe_b64decode(f"{token}=") for token in made]
    assert {len(content) for content in contents} == {32}
    ones = [sum(content[bit // 8] >> bit % 8 & 1 for content in contents) for bit in range(256)]
    assert all(800 < count < 1_200 for count in ones), "every bit is by chance: nine standard deviations"


def test_an_address_is_one_way_and_one_sessions_own() -> None:
    token = new_session()
    address = address_of(token)
    assert address
    assert len(address.removeprefix("web:")) == 32, "128 bits"
    assert token not in address
    for near in (token[:-1] + ("A" if token[-1] != "A" else "B"), token.swapcase()):
        assert address_of(near) != address
    for wrong in ("", "x", token[:-1], token + "A", f" {token[1:]}", "ạ" * 43, "../" + token[3:], token[:-1] + "\n"):
        assert address_of(wrong) is None
    assert address_of(token, "leader") not in (address, None)


async def test_what_the_database_holds_opens_nothing(app: App, comes: Comes) -> None:
    lan = await comes()
    await lan.says("Sáng kiến bí mật của Lan")
    held = await app.database.read(everything)
    assert not any(lan.cookies[COOKIE] in value for value in held)
    [stored] = [value.removeprefix("web:") for value in held if value.startswith("web:")]
    thief = Visitor(lan.url)
    for guess in (stored, f"web:{stored}", stored.ljust(43, "A"), stored.upper().ljust(43, "-")):
        thief.http.cookie_jar.clear()
        thief.http.cookie_jar.update_cookies({COOKIE: guess})
        status, body, _ = await thief.get("/chat/hello")
        assert status == 200
        assert stored not in body.decode()
        assert await thief.history() == []
        taken = {"id": fresh_id(), "text": "/mydata", "address": f"web:{stored}", "channel": "telegram"}
        await thief.posts("/chat/messages", taken)
        assert "Lan" not in str(await thief.history())
    assert len(await lan.history()) == 2, "and nothing was written into the chat"
    await thief.leaves()


async def everything(session: Session) -> set[str]:
    """Every value of every table."""
    found = set()
    for table in tables():
        async for rows in pages(session, table):
            found |= {str(value) for row in rows for value in dict(row).values()}
    return found


@pytest.mark.parametrize(
    ("public_url", "let_in"),
    [("http://Sangkien.example.vn/", [True, False, False]), ("", [False, False, False])],
)
async def test_behind_a_proxy_that_names_another_host_posts_of_our_public_page_are_taken(
    tmp_path: Path, prepared: Path, wall: Wall, public_url: str, let_in: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    logged = CapturingLogger()
    monkeypatch.setattr("bot.chat_door._log", logged)
    shutil.copy(prepared, tmp_path / "test.db")
    config = settings(tmp_path)
    config.web.public_url = public_url
    app = App(config, clock=wall)
    await app.start()
    lan = await Visitor(f"http://127.0.0.1:{app.port}").comes()
    try:
        for origin, taken in zip(("http://sangkien.example.vn", "http://example.vn", "null"), let_in, strict=True):
            status, _, _ = await lan.posts("/chat/messages", {"id": fresh_id(), "text": "/help"}, Origin=origin)
            assert status == (200 if taken else 403)
        assert [line.args for line in logged.calls] == [("foreign_post",)], "once: anybody can do it"
    finally:
        await lan.leaves()
        await app.stop()


@pytest.mark.parametrize(("public_url", "secure"), [("https://sangkien.example.vn", True), ("http://127.0.0.1", False)])
async def test_behind_https_the_cookie_goes_nowhere_else(
    tmp_path: Path, prepared: Path, wall: Wall, public_url: str, secure: bool
) -> None:
    shutil.copy(prepared, tmp_path / "test.db")
    config = settings(tmp_path)
    config.web.public_url = public_url
    app = App(config, clock=wall)
    await app.start()
    lan = Visitor(f"http://127.0.0.1:{app.port}")
    try:
        for path in ("/", "/chat/hello"):
            _, _, headers = await lan.get(path)
            flags = {part.strip() for part in headers["Set-Cookie"].split(";")[1:]}
            assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= flags
            assert ("Secure" in flags) is secure
            assert not any(flag.startswith("Domain") for flag in flags)
    finally:
        await lan.leaves()
        await app.stop()
