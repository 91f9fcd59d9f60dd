"""Which files are taken: by name and type before they are fetched, by their own bytes before they are kept."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

import bot.fetch
from bot.app import App
from bot.file_content import Look, NotTakenError, kind_in
from bot.files import FileStore
from campaign.limits import FileKind
from conversation.file_kinds import declared, kinds_taken
from conversation.message import File
from tests.fakes.telegram import Person
from tests.fakes.telegram_people import JPEG, VOICE
from tests.people import TEXTS, join, words
from tests.world import World

SAID = "Lắp quả cầu thông gió trên mái kho hóa chất, đỡ nóng hẳn"
REFUSED = TEXTS.words(kinds_taken(FileKind), "vi")


def archive(**files: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for name, content in files.items():
            out.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return made.getvalue()


def workbook() -> bytes:
    made = io.BytesIO()
    Workbook().save(made)
    return made.getvalue()


DOCX = {"[Content_Types]_xml": "<Types/>", "word__document_xml": "<w/>"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
CONTENTS: dict[str, tuple[bytes, FileKind | None]] = {
    "jpeg": (JPEG, FileKind.PHOTO),
    "heic": (b"\0\0\0\x18ftypheic", FileKind.PHOTO),
    "webp": (b"RIFF\0\1\2\3WEBPVP8", FileKind.PHOTO),
    "telegram's voice": (VOICE, FileKind.VOICE),
    "mp3": (b"\xff\xfb\x90\x64", FileKind.VOICE),
    "amr": (b"#!AMR\n", FileKind.VOICE),
    "film": (b"\0\0\0\x18ftypmp42", FileKind.VIDEO),
    "pdf": (b"%PDF-1.4", FileKind.PDF),
    "docx": (archive(**DOCX), FileKind.OFFICE),
    "xlsx": (workbook(), FileKind.OFFICE),
    "odt": (archive(mimetype="application/vnd.oasis.opendocument.text"), FileKind.OFFICE),
    "doc": (OLE + "WordDocument\0".encode("utf-16-le"), FileKind.OFFICE),
    "text": ("Trước: khiêng tay.\r\nSau: xe đẩy.".encode(), FileKind.TEXT),
    "text of Windows": ("Trước: khiêng tay.".encode("utf-16"), FileKind.TEXT),
    "csv of Excel": ("\ufefftên,số\r\n".encode(), FileKind.TEXT),
    "docm": (archive(**DOCX, word__vbaProject_bin="x", **{"word__vbaProject.bin": "x"}), None),
    "zip": (archive(**{"a.txt": "x"}), None),
    "apk": (archive(AndroidManifest_xml="x", **{"classes.dex": "x"}), None),
    "broken zip": (b"PK\x03\x04" + bytes(100), None),
    "zip with a hundred thousand names": (
        b"PK\x03\x04" + b"PK\x05\x06" + bytes(8) + b"\xff\xff\xff\0" + bytes(6),
        None,
    ),
    "msi": (OLE + "Property\0".encode("utf-16-le"), None),
    "html": (b"  <!doctype html><p>x", None),
    "svg": (b"\xef\xbb\xbf<svg/>", None),
    "script": (b"#!/bin/sh\nrm -rf /", None),
    "exe": (b"MZ\x90\0\3", None),
    "elf": (b"\x7fELF\2\1", None),
    "rar": (b"Rar!\x1a\7\0", None),
    "letters of an old code page": ("Kẹp dây".encode("cp1258", "replace") + b"\xe3", None),
    "nothing": (b"", None),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_what_a_file_is_by_its_bytes(tmp_path: Path, name: str) -> None:
    content, kind = CONTENTS[name]
    (tmp_path / "x").write_bytes(content)
    found = kind_in(tmp_path / "x")
    assert (found[0] if found else None) == kind


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        (File("photo", "", "", "image/jpeg"), FileKind.PHOTO),
        (File("photo", "", "", ""), FileKind.PHOTO),
        (File("voice", "", "", "audio/ogg"), FileKind.VOICE),
        (File("audio", "", "Bài hát.mp4", ""), FileKind.VOICE),
        (File("document", "", "voice.webm", "audio/webm"), FileKind.VOICE),
        (File("video", "", "", "video/mp4"), FileKind.VIDEO),
        (File("document", "", "Bản vẽ v1.2", "application/pdf"), FileKind.PDF),
        (File("document", "", "BÁO CÁO.DOCX", "application/octet-stream"), FileKind.OFFICE),
        (File("document", "", "ảnh.jpg.exe", "image/jpeg"), None),
        (File("document", "", "a.html", "text/plain"), None),
        (File("document", "", "", "text/html"), None),
        (File("document", "", "", "image/svg+xml"), None),
        (File("document", "", "a.7z", ""), None),
        (File("document", "", "", ""), None),
    ],
)
def test_what_a_file_says_to_be(file: File, kind: FileKind | None) -> None:
    assert declared(file) == kind


@pytest.mark.parametrize(
    ("says", "content", "taken"),
    [
        (FileKind.PDF, JPEG, True),  # a scan under a wrong name
        (None, JPEG, True),
        (FileKind.PHOTO, DOCX, False),  # archives and texts are taken only where they said so
        (FileKind.PDF, b"just words", False),
        (FileKind.VOICE, b"\0\0\0\x18ftypmp42", False),  # sound is taken here, films are not
    ],
)
def test_what_is_taken_must_be_of_a_kind_that_is(
    tmp_path: Path, says: FileKind | None, content: bytes | dict[str, str], taken: bool
) -> None:
    (tmp_path / "x").write_bytes(archive(**content) if isinstance(content, dict) else content)
    look = Look(says, (FileKind.PHOTO, FileKind.PDF, FileKind.OFFICE, FileKind.TEXT))
    if taken:
        look(tmp_path / "x")
        assert look.kind == FileKind.PHOTO
    else:
        with pytest.raises(NotTakenError):
            look(tmp_path / "x")


async def sent_with(lan: Person) -> None:
    """Answers what a quick entry asks, to its receipt."""
    await lan.presses(words("kind-technical"))
    await lan.reads(1)
    await lan.presses(words("card-send-alone"))
    await lan.reads(1)


async def test_a_file_that_says_to_be_something_else_is_refused_and_its_words_are_taken(world: World) -> None:
    lan = await join(world)
    await lan.sends_document("máy.exe", b"MZ", "application/x-msdownload")
    assert [told.text for told in await lan.reads(1)] == [REFUSED]
    await lan.sends_document("máy.zip", b"PK", "application/zip", caption=SAID)
    told, asked = await lan.reads(2)
    assert (told.text, bool(asked.buttons)) == (REFUSED, True)
    [draft] = await world.rows("SELECT answers FROM drafts WHERE form = 'submission'")
    assert json.loads(draft["answers"])["substance"]["files"] == []
    await lan.sends_document("bản vẽ.pdf", b"%PDF-1.4")
    assert words("collect-added") in (await lan.reads(1))[0].text


@pytest.mark.usefixtures("soon")
async def test_a_file_that_is_something_else_is_not_kept_and_its_sender_is_told_once(
    polling: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.fetch, "EVERY_SECONDS", 0.01)
    lan = await join(polling)
    await lan.sends_document("bản vẽ.pdf", b"MZ\x90\0", caption=SAID)
    await lan.reads(1)
    await sent_with(lan)
    await polling.restart()
    [told] = await lan.reads(1)
    assert "SK-2022-000001-" in told.text
    assert [label for row in told.buttons for label in row] == [words("button-amend")]
    assert (await polling.rows("SELECT state, sha256 FROM attachments")) == [{"state": "gone", "sha256": None}]
    store = FileStore(polling.config.files.folder)
    assert list(store.each()) == []
    await polling.restart()
    await polling.fake.quiet()
    assert lan.unread == []


async def test_files_of_an_initiative_and_of_a_day_have_limits(polling: World) -> None:
    await polling.app.stop()
    polling.config.files.most_for_initiative, polling.config.files.bytes_a_day = 2, 50_000_000
    polling.app = App(polling.config, clock=polling.wall)
    await polling.app.start()
    lan = await join(polling)
    await lan.sends_document("1.mp4", b"x", "video/mp4", caption=SAID, size=15_000_000)
    await lan.reads(1)
    await lan.sends_document("2.mp4", b"x", "video/mp4", size=15_000_000)
    assert words("collect-added") in (await lan.reads(1))[0].text
    await lan.sends_document("3.pdf", b"%PDF-")
    assert words("collect-too-many-files", limit=2) in (await lan.reads(1))[0].text
    await sent_with(lan)
    await lan.sends_document("4.mp4", b"x", "video/mp4", caption=f"{SAID} lắm", size=15_000_000)
    await lan.reads(1)
    await lan.sends_document("5.mp4", b"x", "video/mp4", size=15_000_000)
    assert (await lan.reads(1))[0].text == words("file-day-full", limit=50)
    polling.wall.turn(hours=25)
    await lan.sends_document("6.mp4", b"x", "video/mp4", size=15_000_000)
    assert words("collect-added") in (await lan.reads(1))[0].text


async def test_a_file_larger_than_is_kept_is_said_to_be_so_at_once_and_its_words_are_taken(polling: World) -> None:
    polling.config.files.longest_bytes = 5_000_000
    await polling.restart()
    lan = await join(polling)
    await lan.sends_document("1.mp4", b"x", "video/mp4", size=6_000_000)
    assert [told.text for told in await lan.reads(1)] == [words("file-too-large", limit=5)]
    await lan.sends_document("2.mp4", b"x", "video/mp4", caption=SAID, size=6_000_000)
    told, asked = await lan.reads(2)
    assert (told.text, bool(asked.buttons)) == (words("file-too-large", limit=5), True)
    [draft] = await polling.rows("SELECT answers FROM drafts WHERE form = 'submission'")
    assert json.loads(draft["answers"])["substance"]["files"] == []
