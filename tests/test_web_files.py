"""What the web chat serves over HTTP: the page's parts, files of people, and nothing else from the disk."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator

import pytest
from aiohttp import FormData
from yarl import URL

from bot.app import App
from campaign.limits import FileKind
from conversation.file_kinds import kinds_taken
from conversation.message import Text
from tests.visitor import PNG, TEXTS, Comes, fresh_id
from tests.world import Wall

SVG = b"<svg onload='alert(1)'/>"


async def row(app: App, sql: str) -> int:
    found = await app.database.read(lambda session: session.one(sql))
    return int(found["n"]) if found else -1


def left(app: App) -> list[str]:
    """What people's files left on the disk."""
    names = [path.name for path in app.config.files.folder.rglob("*") if path.is_file()]
    return [name for name in names if name != "installation"]


async def test_a_photo_comes_back_to_its_sender_only(app: App, comes: Comes) -> None:
    lan, mai = await comes(), await comes()
    assert await lan.sends(PNG, "máy.png", "image/png", "Gá kẹp") == (200, {"ok": True, "toast": None})
    [photo] = (await lan.history())[0]["files"]
    assert (photo["kind"], photo["name"]) == ("photo", "máy.png")
    status, body, headers = await lan.get(photo["url"])
    assert (status, body, headers["Content-Type"]) == (200, PNG, "image/png")
    assert headers["Content-Disposition"] == "inline"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert (await mai.get(photo["url"]))[0] == 404
    for path in ("/chat/files/1", "/chat/files/9223372036854775808", "/chat/documents/1", "/chat/files/-1"):
        assert (await lan.get(path))[0] == 404
    lan.http.cookie_jar.clear()
    assert (await lan.get(photo["url"]))[0] == 401


@pytest.mark.parametrize(
    ("name", "mime", "content"),
    [
        ("x.html", "text/html", b"<script>alert(1)</script>"),
        ("x.svg", "image/svg+xml", SVG),
        ("x.png", "Image/SVG+xml; a=b", SVG),
        ("x.png", "image/png", SVG),
        ("", "", SVG),
        ("x.txt", "text/plain", SVG),
        ("x.png.exe", "image/png", PNG),
        ("x.pdf", "application/pdf", b"MZ\x90\x00"),
        ("x.zip", "application/zip", b"PK\x03\x04"),
    ],
)
async def test_what_could_run_is_refused_and_not_kept(
    app: App, comes: Comes, name: str, mime: str, content: bytes
) -> None:
    lan = await comes()
    refused = TEXTS.words(kinds_taken(FileKind), "vi")
    assert await lan.sends(content, name, mime or "application/x") == (415, {"error": refused})
    assert "ảnh, ghi âm, video, PDF" in refused
    assert await lan.history() == []
    assert await row(app, "SELECT count(*) AS n FROM uploads") == 0
    assert left(app) == []


@pytest.mark.parametrize(
    ("name", "said", "content", "kind", "mime", "inline"),
    [
        ("a.png", "image/svg+xml", PNG, "photo", "image/png", True),
        ("a.png", "", b"\xff\xd8\xff\xe0", "photo", "image/jpeg", True),
        ("voice.webm", "audio/webm", b"\x1aE\xdf\xa3", "voice", "audio/webm", True),
        ("voice.mp4", "audio/mp4;codecs=mp4a", bytes(4) + b"ftypisom", "voice", "audio/mp4", True),
        ("film.mp4", "video/mp4", bytes(4) + b"ftypisom", "document", "application/octet-stream", False),
        ("a.pdf", "text/html", b"%PDF-1.7", "document", "application/octet-stream", False),
        ("a.txt", "text/plain", "Kẹp dây".encode(), "document", "application/octet-stream", False),
    ],
)
async def test_a_file_is_served_as_what_it_is_and_not_as_what_it_says(
    comes: Comes, name: str, said: str, content: bytes, kind: str, mime: str, inline: bool
) -> None:
    lan = await comes()
    assert (await lan.sends(content, name, said or "application/x"))[0] == 200
    [file] = (await lan.history())[0]["files"]
    assert file["kind"] == kind
    _, body, headers = await lan.get(file["url"])
    assert body == content
    assert headers["Content-Type"] == mime
    assert headers["Content-Disposition"].startswith("inline" if inline else "attachment")
    assert headers["X-Content-Type-Options"] == "nosniff"


async def test_files_of_a_day_have_a_limit_and_the_next_day_is_another(app: App, comes: Comes, wall: Wall) -> None:
    await app.stop()
    app.config.files.bytes_a_day = 250_000
    await app.start()
    lan = await comes()
    full = TEXTS.words(Text("file-day-full", {"limit": 0}), "vi")
    film = PNG + bytes(150_000)
    assert (await lan.sends(film, "1.png", "image/png"))[0] == 200
    assert await lan.sends(film, "2.png", "image/png") == (413, {"error": full})
    assert await row(app, "SELECT count(*) AS n FROM uploads") == 1
    assert (await (await comes()).sends(film, "3.png", "image/png"))[0] == 200
    assert (await lan.sends(PNG, "4.png", "image/png"))[0] == 200
    wall.turn(hours=25)
    assert (await lan.sends(film, "5.png", "image/png"))[0] == 200


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_an_upload_whose_answer_was_lost_counts_once_however_often_it_is_sent(
    app: App, comes: Comes, wall: Wall
) -> None:
    await app.stop()
    app.config.files.bytes_a_day = 500_000
    await app.start()
    lan = await comes()
    film, number = PNG + bytes(150_000), fresh_id()
    for _ in range(3):
        assert (await lan.sends(film, "1.png", "image/png", number=number))[0] == 200
    assert (await lan.sends(film + b"2", "2.png", "image/png"))[0] == 200
    assert (await lan.sends(film + b"3", "3.png", "image/png"))[0] == 200
    assert (await lan.sends(film + b"4", "4.png", "image/png"))[0] == 413
    assert (await (await comes()).sends(film, "1.png", "image/png"))[0] == 200
    wall.turn(hours=25)
    assert (await lan.sends(film, "1.png", "image/png"))[0] == 200
    assert await row(app, "SELECT count(*) AS n FROM uploads") == 5


async def test_files_too_large_empty_or_broken_leave_nothing_behind(app: App, comes: Comes) -> None:
    lan = await comes()
    large = TEXTS.words(Text("web-error-file-too-large"), "vi")
    for size in (200_001, 400_000):
        assert await lan.sends(PNG + bytes(size), "a.png", "image/png") == (413, {"error": large})
    assert (await lan.sends(b"", "a.txt", "text/plain"))[0] == 415
    assert (await lan.sends(PNG, "a.png", "image/png", "x" * 8_001))[0] == 413
    kind = "multipart/form-data; boundary=b"
    for body in (
        b"",
        b"--b\r\nno form",
        b'--b\r\nContent-Disposition: form-data; name="id"\r\n\r\n12345678\r\n--b--\r\n',
    ):
        assert (await lan.posts("/chat/files", body, Content_Type=kind))[0] == 400
    twice = FormData({"id": fresh_id()})
    twice.add_field("file", PNG, filename="1.png")
    twice.add_field("file", PNG, filename="2.png")
    assert (await lan.posts("/chat/files", twice))[0] == 400
    assert await row(app, "SELECT count(*) AS n FROM uploads") == 0
    assert [name for name in left(app) if name.startswith("tmp")] == []  # what is whole waits for the sweep
    assert await lan.history() == []
    assert (await lan.sends(PNG.ljust(200_000, b"\0"), "a.png", "image/png"))[0] == 200


async def test_a_refused_upload_is_heard_out_before_it_is_answered(comes: Comes) -> None:
    lan, mai = await comes(), await comes()
    sends_on = asyncio.Event()

    async def body() -> AsyncIterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="x.zip"\r\n\r\nPK\x03\x04'
        await sends_on.wait()
        yield bytes(100_000) + b"\r\n--b--\r\n"

    kind = "multipart/form-data; boundary=b"
    posting = asyncio.create_task(lan.posts("/chat/files", body(), Content_Type=kind))
    await mai.says("/help")
    await mai.history()
    assert not posting.done()
    sends_on.set()
    assert (await posting)[:2] == (415, {"error": TEXTS.words(kinds_taken(FileKind), "vi")})


async def test_a_file_name_that_is_no_text_is_kept_as_far_as_it_is(comes: Comes) -> None:
    lan = await comes()
    parts = (
        b'Content-Disposition: form-data; name="id"\r\n\r\n12345678',
        b'Content-Disposition: form-data; name="file"; filename="../../m\xc3\xa1y\xff.txt"\r\n\r\nx',
    )
    body = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"
    assert (await lan.posts("/chat/files", body, Content_Type="multipart/form-data; boundary=b"))[0] == 200
    [file] = (await lan.history())[0]["files"]
    assert "máy" in file["name"]
    assert (await lan.get(file["url"]))[1] == b"x"


async def test_a_copy_of_ones_data_comes_with_its_name_and_to_nobody_else(comes: Comes) -> None:
    lan, mai = await comes(), await comes()
    await lan.says("/mydata")
    await lan.says("", choice="c|mydata|copy", of="12345678", label="x")
    file = (await lan.history())[-1]["file"]
    assert (file["name"], file["mime"]) == ("sang-kien-du-lieu.json", "application/json")
    status, body, headers = await lan.get(file["url"])
    assert status == 200
    assert json.loads(body)
    assert "sang-kien-du-lieu.json" in headers["Content-Disposition"]
    assert (await mai.get(file["url"]))[0] == 404


@pytest.mark.parametrize(
    "path", ["/../web.py", "/%2e%2e/web.py", "/..%2f..%2fpyproject.toml", "//etc/passwd", "/%2fetc/passwd", "/"]
)
async def test_nothing_but_the_page_is_served_from_disk(comes: Comes, path: str) -> None:
    lan = await comes()
    async with lan.http.get(URL(f"{lan.url}/chat/page{path}", encoded=True)) as answer:
        assert answer.status in (403, 404)


async def test_page_and_its_parts_bring_a_strict_policy(comes: Comes) -> None:
    lan = await comes()
    for path in ("/", "/chat/page/main.js", "/chat/page/chat.css", "/chat/hello"):
        status, body, headers = await lan.get(path)
        assert status == 200
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"].startswith("no-"), "a page and its scripts of two versions don't fit"
        assert not re.search(rb"https?://(?!www\.w3\.org)", body), "nothing is fetched from elsewhere"
