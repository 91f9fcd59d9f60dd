"""What a file is by its own bytes: its name and type are what its sender says, and anybody can say anything."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from campaign.limits import FileKind

_HEAD = 64
_MARKUP = re.compile(rb"\s*<|\s*#!|MZ")
_HIDDEN = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_PARTS = {
    f"{name}\0".encode("utf-16-le"): mime
    for name, mime in (
        ("WordDocument", "application/msword"),
        ("Workbook", "application/vnd.ms-excel"),
        ("Book", "application/vnd.ms-excel"),
        ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    )
}
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_XML_PARTS = {
    "word": f"{_OPEN_XML}wordprocessingml.document",
    "xl": f"{_OPEN_XML}spreadsheetml.sheet",
    "ppt": f"{_OPEN_XML}presentationml.presentation",
}
_OPEN_DOCUMENT = re.compile(r"application/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)")
_MACROS = ("vbaproject.bin", "basic/", "scripts/")
_LARGEST_INDEX = 1_000_000  # bytes; that of a workbook has a few thousand, and each name in it costs ten times itself
_SIMPLE: tuple[tuple[re.Pattern[bytes], FileKind, str], ...] = tuple(
    (re.compile(head, re.DOTALL), kind, mime)
    for head, kind, mime in (
        (rb"\xff\xd8\xff", FileKind.PHOTO, "image/jpeg"),
        (rb"\x89PNG\r\n\x1a\n", FileKind.PHOTO, "image/png"),
        (rb"GIF8[79]a", FileKind.PHOTO, "image/gif"),
        (rb"RIFF....WEBP", FileKind.PHOTO, "image/webp"),
        (rb"....ftypavi[fs]", FileKind.PHOTO, "image/avif"),
        (rb"....ftyp(hei[cxms]|hev[cxms]|mif1|msf1)", FileKind.PHOTO, "image/heic"),
        (rb"BM....\x00\x00\x00\x00", FileKind.PHOTO, "image/bmp"),
        (rb"OggS", FileKind.VOICE, "audio/ogg"),
        (rb"ID3|\xff[\xfa\xfb\xf2\xf3]", FileKind.VOICE, "audio/mpeg"),
        (rb"\xff[\xf0\xf1\xf8\xf9]", FileKind.VOICE, "audio/aac"),
        (rb"RIFF....WAVE", FileKind.VOICE, "audio/wav"),
        (rb"#!AMR", FileKind.VOICE, "audio/amr"),
        (rb"fLaC", FileKind.VOICE, "audio/flac"),
        (rb"....ftypM4[AB] ", FileKind.VOICE, "audio/mp4"),
        (rb"....ftypqt  ", FileKind.VIDEO, "video/quicktime"),
        (rb"....ftyp3g", FileKind.VIDEO, "video/3gpp"),
        (rb"RIFF....AVI ", FileKind.VIDEO, "video/x-msvideo"),
        (rb"%PDF-", FileKind.PDF, "application/pdf"),
    )
)
_EITHER = ((re.compile(rb"....ftyp", re.DOTALL), "mp4"), (re.compile(rb"\x1aE\xdf\xa3"), "webm"))  # sound or film
_LOOSE = frozenset({FileKind.OFFICE, FileKind.TEXT})


class NotTakenError(Exception):
    """The content is of no kind that is taken: nothing was kept."""


@dataclass(slots=True)
class Look:
    """Looks into a content before it is kept: what it is, which must be a taken kind. Raises NotTakenError.

    Office files and texts must have said so as well: of all the archives and texts there are we want
    no others.
    """

    says: FileKind | None
    taken: Iterable[FileKind]
    kind: FileKind | None = None
    mime: str = ""

    def __call__(self, path: Path) -> None:
        found = kind_in(path, self.says)
        if found is None or found[0] not in self.taken or (found[0] in _LOOSE and found[0] != self.says):
            raise NotTakenError
        self.kind, self.mime = found


def kind_in(path: Path, says: FileKind | None = None) -> tuple[FileKind, str] | None:
    """(kind, type) of a content; `says` decides where sound and film look alike. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    for pattern, kind, mime in _SIMPLE:
        if pattern.match(head):
            return kind, mime
    for pattern, name in _EITHER:
        if pattern.match(head):
            voice = says == FileKind.VOICE
            return (FileKind.VOICE, f"audio/{name}") if voice else (FileKind.VIDEO, f"video/{name}")
    if head.startswith((b"PK\x03\x04", _OLD_OFFICE)):
        office = _office_in(path) if head.startswith(b"PK") else _old_office_in(path)
        return (FileKind.OFFICE, office) if office else None
    return (FileKind.TEXT, "text/plain") if head and _is_text(path) else None


def _office_in(path: Path) -> str | None:
    """The type of an archive of Office or LibreOffice without macros; None for any other archive."""
    if not _has_small_index(path):
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name.lower() for name in archive.namelist()]
            if any(macros in name for name in names for macros in _MACROS):
                return None
            if "[content_types].xml" in names:
                folders = {name.partition("/")[0] for name in names}
                return next((mime for folder, mime in _OPEN_XML_PARTS.items() if folder in folders), None)
            with archive.open("mimetype") as kind:
                found = _OPEN_DOCUMENT.fullmatch(kind.read(_HEAD).decode("ascii"))
                return found[0] if found else None
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        return None


def _has_small_index(path: Path) -> bool:
    """Whether reading an archive's names is cheap, whatever it says of itself."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 66_000))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    index = int.from_bytes(tail[at + 12 : at + 16], "little")
    return at >= 0 and index <= _LARGEST_INDEX and b"PK\x06\x07" not in tail


def _old_office_in(path: Path) -> str | None:
    """The type of a storage with a document in it; an installer has the same head."""
    content = path.read_bytes()
    return next((mime for part, mime in _OLD_PARTS.items() if part in content), None)


def _is_text(path: Path) -> bool:
    """Letters in UTF-8, or UTF-16 with its mark, that no browser and no shell takes for its own."""
    content = path.read_bytes()
    try:
        if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            content = content.decode("utf-16").encode()
        content.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return False
    plain = content.removeprefix(b"\xef\xbb\xbf")
    return not _MARKUP.match(plain) and not _HIDDEN.search(plain)
