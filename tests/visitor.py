"""A visitor of the web chat as HTTP sees them: a cookie, posts, and the stream of events."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientResponse, ClientSession, CookieJar, FormData

from conversation.texts import all_texts

PATIENCE = 20.0  # seconds: only a test that fails waits so long, and a busy machine is no failure
TEXTS = all_texts()
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
Comes = Callable[[], Awaitable["Visitor"]]


def fresh_id() -> str:
    return secrets.token_hex(16)


class Stream:
    """An open line of events; `number` is the id of the last one heard."""

    def __init__(self, response: ClientResponse) -> None:
        self._response = response
        self.number = ""

    async def next(self) -> dict[str, Any]:
        """The next event; TimeoutError where none comes, EOFError where the line was closed."""
        async with asyncio.timeout(PATIENCE):
            while True:
                line = (await self._response.content.readline()).decode()
                if not line:
                    raise EOFError
                if line.startswith("id: "):
                    self.number = line[4:].strip()
                elif line.startswith("data: "):
                    return dict(json.loads(line[6:]))

    async def until_ready(self) -> list[dict[str, Any]]:
        """What is told before the line is live."""
        told = []
        while (event := await self.next())["type"] != "ready":
            told.append(event)
        return told


@dataclass
class Visitor:
    url: str
    http: ClientSession = field(init=False)

    def __post_init__(self) -> None:
        self.http = ClientSession(cookie_jar=CookieJar(unsafe=True))

    async def comes(self) -> Visitor:
        """Opens the page, which gives the cookie of a session."""
        async with self.http.get(f"{self.url}/") as answer:
            assert answer.status == 200
        return self

    @property
    def cookies(self) -> dict[str, str]:
        return {cookie.key: cookie.value for cookie in self.http.cookie_jar}

    async def get(self, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
        async with self.http.get(f"{self.url}{path}", headers=_dashed(headers)) as answer:
            return answer.status, await answer.read(), {**answer.headers}

    async def hello(self, lang: str = "vi") -> dict[str, Any]:
        async with self.http.get(f"{self.url}/chat/hello", params={"lang": lang}) as answer:
            assert answer.status == 200
            return dict(await answer.json())

    async def posts(self, path: str, data: Any, **headers: str) -> tuple[int, Any, dict[str, str]]:
        """(status, answer, headers) of a post; the answer is None where it isn't JSON."""
        given = {"json": data} if isinstance(data, dict) else {"data": data}
        async with self.http.post(f"{self.url}{path}", **given, headers=_dashed(headers)) as answer:  # type: ignore[arg-type]
            kind = answer.content_type == "application/json"
            return answer.status, await answer.json() if kind else None, {**answer.headers}

    async def says(self, text: str, **more: Any) -> str:
        """Sends words as the page does; the id under which they went."""
        data = {"id": fresh_id(), "text": text, **more}
        status, answer, _ = await self.posts("/chat/messages", data)
        assert (status, answer["ok"]) == (200, True)
        return str(data["id"])

    async def presses(self, label: str) -> None:
        """Presses the newest button of that label."""
        for event in reversed(await self.history()):
            for one in (one for row in event.get("choices") or [] for one in row):
                if one["label"] == label:
                    await self.says("", choice=one["id"], of=event["id"], label=label)
                    return
        raise AssertionError(f"no button {label!r}")

    async def sends(
        self, content: bytes, name: str, mime: str, caption: str = "", number: str = ""
    ) -> tuple[int, Any]:  # fmt: skip
        """Uploads a file, with `number` under the id that an earlier try had; (status, answer)."""
        form = FormData(quote_fields=False)  # as browsers name files
        form.add_field("id", number or fresh_id())
        form.add_field("caption", caption)
        form.add_field("file", content, filename=name, content_type=mime)
        status, answer, _ = await self.posts("/chat/files", form)
        return status, answer

    @asynccontextmanager
    async def listens(self, last: str = "") -> AsyncIterator[Stream]:
        headers = {"Last-Event-ID": last} if last else {}
        async with self.http.get(f"{self.url}/chat/events", headers=headers) as answer:
            assert answer.status == 200
            yield Stream(answer)

    async def history(self, last: str = "") -> list[dict[str, Any]]:
        async with self.listens(last) as stream:
            return await stream.until_ready()

    async def leaves(self) -> None:
        await self.http.close()


def _dashed(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
