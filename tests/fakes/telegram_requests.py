"""Reads the HTTP requests of a bot, whichever of the four ways its parameters come."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from .telegram_markup import attachments
from .telegram_schema import Schema
from .telegram_values import Call, Refused, Upload, broken


@dataclass(slots=True)
class _Raw:
    """Parameters as they came; `texts` are strings to decode, `values` already JSON."""

    texts: dict[str, str] = field(default_factory=dict)
    values: dict[str, object] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)


async def read_call(request: web.Request, method: str, schema: Schema, now: float) -> Call:
    """The call in a request, checked against the schema; refuses what is broken, naming each field."""
    if not schema.knows(method):
        raise Refused(404, "Not Found", violation=True)
    raw = await _read(request)
    return make_call(method, raw.texts, raw.values, raw.uploads, schema, now)


def make_call(
    method: str,
    texts: dict[str, str],
    values: dict[str, object],
    uploads: dict[str, Upload],
    schema: Schema,
    now: float,
) -> Call:
    """A checked call from raw parameters."""
    if not schema.knows(method):
        raise Refused(404, "Not Found", violation=True)
    params = schema.decode(method, texts, texts=True) | schema.decode(method, values, texts=False)
    named = attachments(params)
    params |= {name: upload for name, upload in uploads.items() if name not in named}
    found = [f"{name}: attached file not found" for name in named - uploads.keys()]
    found += schema.problems(method, params)
    if found:
        raise broken("; ".join(found))
    return Call(method, params, uploads, now)


async def _read(request: web.Request) -> _Raw:
    raw = _Raw(texts=dict(request.query))
    if request.method == "GET" or not request.can_read_body:
        return raw
    if request.content_type == "application/json":
        raw.values = _object(await request.text())
    elif request.content_type == "multipart/form-data":
        await _parts(request, raw)
    elif request.content_type == "application/x-www-form-urlencoded":
        raw.texts |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    else:
        raise broken(f"unsupported content type {request.content_type}")
    return raw


def _object(text: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except ValueError as problem:
        raise broken("can't parse request body as JSON") from problem
    if not isinstance(found, dict):
        raise broken("the request body must be a JSON object")
    return found


async def _parts(request: web.Request, raw: _Raw) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise broken("unnamed or nested part in multipart/form-data")
        if part.filename is None:
            raw.texts[part.name] = await part.text()
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            raw.uploads[part.name] = Upload(part.filename, mime, bytes(await part.read()))
