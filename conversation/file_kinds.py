"""Which kind of file something says to be, by its name and by what its channel calls it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from campaign.limits import FileKind
from conversation.message import File, Text

_ENDINGS: Mapping[FileKind, str] = {
    FileKind.PHOTO: "jpg jpeg jpe jfif png gif webp heic heif avif bmp",
    FileKind.VOICE: "ogg oga opus mp3 m4a aac wav amr flac weba",
    FileKind.VIDEO: "mp4 m4v mov 3gp 3g2 webm mkv avi",
    FileKind.PDF: "pdf",
    FileKind.OFFICE: "docx xlsx pptx doc xls ppt odt ods odp",
    FileKind.TEXT: "txt csv md",
}
_BY_ENDING = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}
_OFFICE = "application/(msword|vnd.ms-(excel|powerpoint)|vnd.openxmlformats-officedocument.*|vnd.oasis.opendocument.*)"
_BY_TYPE: Mapping[FileKind, re.Pattern[str]] = {
    FileKind.PHOTO: re.compile("image/(jpeg|png|gif|webp|heic|heif|avif|bmp)"),
    FileKind.VOICE: re.compile("audio/.+"),
    FileKind.VIDEO: re.compile("video/.+"),
    FileKind.PDF: re.compile("application/pdf"),
    FileKind.OFFICE: re.compile(_OFFICE),
    FileKind.TEXT: re.compile("text/(plain|csv|markdown)"),
}
_BY_CALL = {"photo": FileKind.PHOTO, "voice": FileKind.VOICE, "audio": FileKind.VOICE, "video": FileKind.VIDEO}
_ENDING = re.compile(r"\.([0-9]?[a-z][a-z0-9]{0,9})$")


def kinds_taken(kinds: Iterable[FileKind]) -> Text:
    """That a file is of a kind that isn't taken, and which are."""
    return Text("file-kind-refused", {"kinds": [Text(f"file-kind-{kind}") for kind in kinds]})


def declared(file: File) -> FileKind | None:
    """The kind that a file says to be; None where it is none of ours.

    Its name decides, since by that a computer opens it: `picture.exe` is no picture, whatever its type.
    Only sound may come in what else holds films: browsers record `voice.webm`.
    """
    mime = file.mime.partition(";")[0].strip().lower()
    if ending := _ENDING.search(file.name.strip().lower()):
        named = _BY_ENDING.get(ending[1])
        sound = mime.startswith("audio/") or file.kind in ("voice", "audio")
        return FileKind.VOICE if named == FileKind.VIDEO and sound else named
    typed = next((kind for kind, types in _BY_TYPE.items() if types.fullmatch(mime)), None)
    return typed or (_BY_CALL.get(file.kind) if not mime else None)
