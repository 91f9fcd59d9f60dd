"""What the web chat serves over HTTP: the page's parts, files of people, and nothing else from the disk."""

from __future__ import annotations

import json
import re

import pytest
from aiohttp import FormData
from yarl import URL

from bot.app import App
from conversation.message import Text
from tests.visitor import PNG, TEXTS, Comes, fresh_id


async def row(app: App, sql: str) -> int:
    found = await app.database.read(lambda session: session.one(sql))
    return int(found["n"]) if found else -1


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
    ("name", "mime"), [("x.html", "text/html"), ("x.svg", "image/svg+xml"), ("x.png", "Image/SVG+xml; a=b"), ("", "")]
)
async def test_what_could_run_is_only_ever_downloaded(comes: Comes, name: str, mime: str) -> None:
    lan = await comes()
    assert (await lan.sends(b"<svg onload='alert(1)'/>", name, mime or "application/x"))[0] == 200
    [file] = (await lan.history())[0]["files"]
    assert file["kind"] == "document"
    _, _, headers = await lan.get(file["url"])
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["X-Content-Type-Options"] == "nosniff"


async def test_files_too_large_empty_or_broken_leave_nothing_behind(app: App, comes: Comes) -> None:
    lan = await comes()
    large = TEXTS.words(Text("web-error-file-too-large"), "vi")
    for size in (200_001, 400_000):
        assert await lan.sends(bytes(size), "a.bin", "application/x") == (413, {"error": large})
    assert (await lan.sends(b"", "a.bin", "application/x"))[0] == 400
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
    assert [path for path in app.config.files.folder.iterdir() if path.is_file()] == []
    assert await lan.history() == []
    assert (await lan.sends(bytes(200_000), "a.bin", "application/x"))[0] == 200


async def test_a_file_name_that_is_no_text_is_kept_as_far_as_it_is(comes: Comes) -> None:
    lan = await comes()
    parts = (
        b'Content-Disposition: form-data; name="id"\r\n\r\n12345678',
        b'Content-Disposition: form-data; name="file"; filename="../../m\xc3\xa1y\xff.bin"\r\n\r\nx',
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
