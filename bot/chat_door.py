"""Who comes in to the web chat: sessions, where a post may come from, how often, and words for a refusal."""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from bot.limits import RateLimit
from channels.web import address_of, new_session
from conversation.language import DEFAULT, from_code
from conversation.message import Text
from conversation.texts import Texts
from storage.database import DatabaseAwayError

_log = structlog.get_logger("chat")
COOKIE = "sangkien"
_COOKIE_SECONDS = 400 * 86_400  # no browser keeps one longer; every visit begins the span anew
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "media-src 'self' blob:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class Door:
    """`persona` names the part someone plays in the demo, `` elsewhere. `proxies` counts our own in front.

    Who is too fast is refused with how long to wait, and the page waits and sends again by itself: here
    nothing need be passed over. `newcomers` counts the sessions of a remote address whose first message
    it is, `known` says whether there was one before: a session costs nothing until then. `told`: that posts
    come from elsewhere, which is logged once: it may be a proxy that is set up wrongly, and anybody can do it.
    """

    texts: Texts
    by_session: RateLimit
    by_address: RateLimit
    newcomers: RateLimit
    known: Callable[[str], Awaitable[bool]]
    secure: bool = False
    proxies: int = 0
    public_url: str = ""
    persona: Callable[[web.Request], str] = lambda _request: ""
    told: bool = False

    def address(self, request: web.Request) -> str | None:
        return address_of(request.cookies.get(COOKIE, ""), self.persona(request))

    def give_session(self, request: web.Request, response: web.StreamResponse) -> None:
        """The session's cookie: a new one where there is none, else the same for another span."""
        known = request.cookies.get(COOKIE, "")
        response.set_cookie(
            COOKIE,
            known if address_of(known) else new_session(),
            max_age=_COOKIE_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=self.secure,
        )

    def needs_session(self, request: web.Request) -> str:
        """The address of whoever asks. Raises HTTPUnauthorized."""
        address = self.address(request)
        if address is None:
            raise web.HTTPUnauthorized
        return address

    async def needs_post(self, request: web.Request) -> str:
        """The address, where the post comes from our own page and not too fast. Raises HTTPException."""
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            raise web.HTTPForbidden
        origin = request.headers.get("Origin")
        if origin and not self._is_ours(origin, request.host):
            raise web.HTTPForbidden
        address, place = self.needs_session(request), remote(request, self.proxies)
        wait = self.by_address.wait(place)
        if not wait and not self.by_session.knows(address) and not await self.known(address):
            wait = self.newcomers.wait(place)
        if wait := wait or self.by_session.wait(address):  # counted last: so it knows who was let in before
            raise web.HTTPTooManyRequests(headers={"Retry-After": str(int(wait) + 1)})
        return address

    def _is_ours(self, origin: str, host: str) -> bool:
        """Whether a page is ours: of the host that was asked or, where a proxy rewrites that, of our public one."""
        named, ours = origin.partition("://")[2], urlsplit(self.public_url).netloc.lower()
        if named and named in (host, ours):
            return True
        if not self.told:
            _log.warning("foreign_post", why="its Origin is neither the Host that was asked nor [web] public_url")
            self.told = True
        return False

    def refused(self, request: web.Request, why: str | Text, status: int) -> web.Response:
        """A refusal with its reason, a text or the key of one, in the language of the page."""
        text = why if isinstance(why, Text) else Text(why)
        words = self.texts.words(text, from_code(language(request)) or DEFAULT)
        headers = {"Retry-After": "2"} if status == 503 else None
        return web.json_response({"error": words}, status=status, headers=headers)

    def guarded(self, handler: Handler) -> Handler:
        """The handler, answering 503 while the database is away: the page tries again by itself."""

        async def guard(request: web.Request) -> web.StreamResponse:
            try:
                return await handler(request)
            except DatabaseAwayError:
                return self.refused(request, "web-error-away", 503)

        return guard


def language(request: web.Request) -> str:
    """What the page is in: it says so in its posts; elsewhere the browser's first wish."""
    return request.headers.get("Accept-Language", "").partition(",")[0].partition(";")[0][:12]


def remote(request: web.Request, proxies: int) -> str:
    """The client's address; behind so many proxies of our own, the one that the outermost of them saw.

    Of IPv6 the network: whoever has one address there has 2**64 of them.
    """
    lines = request.headers.getall("X-Forwarded-For", [])  # some proxies add a line of their own
    hops = [hop.strip() for hop in ",".join(lines).split(",") if hop.strip()]
    seen = hops[-proxies] if proxies and len(hops) >= proxies else request.remote or ""
    try:
        found = ipaddress.ip_address(seen.strip("[]"))
    except ValueError:
        return seen
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network(f"{found}/64", strict=False))


async def harden(_request: web.Request, response: web.StreamResponse) -> None:
    """Headers that keep a browser from doing more with an answer than our page needs."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-cache")  # a page and its scripts of two versions don't fit
