"""Reads what a bot writes: HTML and entities into the text and the entities that a person sees."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .telegram_rules import bad_deep_links
from .telegram_values import Json, Upload, broken, units

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
ATTRIBUTE = r"""\s+([a-zA-Z-]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"'<>=]+)))?"""
ATTRIBUTES = r"""(?P<attributes>(?:\s+[a-zA-Z-]+(?:=(?:"[^"]*"|'[^']*'|[^\s"'<>=]+))?)*)"""
CHARACTER = r"&(?:#(?P<decimal>\d{1,7})|#x(?P<hex>[0-9a-fA-F]{1,6})|(?P<name>lt|gt|amp|quot));"
TOKEN = re.compile(rf"<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9-]*){ATTRIBUTES}\s*>|(?P<stray><)|{CHARACTER}")
BLANK = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and its entities, offsets in UTF-16 code units."""

    text: str
    entities: tuple[Json, ...] = ()


@dataclass(slots=True)
class _Open:
    tag: str
    start: int
    entity: Json | None


@dataclass(slots=True)
class _Page:
    """A page of HTML half read."""

    html: str
    pieces: list[str] = field(default_factory=list)
    at: int = 0
    stack: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.at += units(text)

    def fail(self, problem: str, position: int) -> None:
        offset = len(self.html[:position].encode("utf8", "surrogatepass"))
        raise broken(f"can't parse entities: {problem} at byte offset {offset}")


def read_text(params: Json, name: str, limit: int, entities: str = "entities") -> Formatted:
    """The formatted text in a parameter; refuses what Telegram refuses."""
    mode = params.get("parse_mode")
    if mode and params.get(entities):
        raise broken(f"{entities}: either parse_mode or {entities}, not both")
    if mode and mode.upper() != "HTML":
        raise broken(f"parse_mode: {mode!r}; only HTML is read here")
    raw = params.get(name, "")
    if any("\ud800" <= letter <= "\udfff" for letter in raw):
        raise broken(f"{name}: strings must be encoded in UTF-8")
    found = parse_html(raw) if mode else Formatted(raw, tuple(params.get(entities, ())))
    check_entities(found, entities)
    found = trimmed(found)
    for problem in bad_deep_links(found.text):
        raise broken(f"{name}: {problem}")
    if units(found.text) > limit:
        raise broken(f"{name}: message is too long, {units(found.text)} of {limit} characters")
    return found


def read_caption(params: Json) -> Json:
    """Caption fields of a Message, none for an empty caption."""
    found = read_text(params, "caption", 1024, "caption_entities")
    fields: Json = {"caption": found.text} if found.text else {}
    return fields | ({"caption_entities": list(found.entities)} if found.entities else {})


def parse_html(html: str) -> Formatted:
    """Telegram's HTML: its tags only, each closed in order; four named character references."""
    page = _Page(html)
    end = 0
    for token in TOKEN.finditer(html):
        page.add(html[end : token.start()])
        end = token.end()
        if token["stray"]:
            page.fail('Unsupported start tag ""', token.start())
        elif not token["tag"]:
            page.add(_character(token))
        elif token["end"]:
            _close(page, token)
        else:
            _open(page, token)
    page.add(html[end:])
    if page.stack:
        page.fail(f'Can\'t find end tag corresponding to start tag "{page.stack[-1].tag}"', len(html))
    ordered = sorted(page.entities, key=lambda entity: (entity["offset"], -entity["length"]))
    return Formatted("".join(page.pieces), tuple(ordered))


def check_entities(text: Formatted, name: str) -> None:
    """Entities lie inside the text and do not cut a character that takes two units."""
    packed = text.text.encode("utf-16-le")
    for index, entity in enumerate(text.entities):
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if end * 2 > len(packed):
            raise broken(f"{name}[{index}]: ends at {end}, after the text's {len(packed) // 2} units")
        if any(_inside_pair(packed, place) for place in (start, end)):
            raise broken(f"{name}[{index}]: cuts a surrogate pair")


def trimmed(found: Formatted) -> Formatted:
    """Blank ends cut off, as the server does; entities moved along."""
    cut = units(found.text) - units(found.text.lstrip(BLANK))
    text = found.text.strip(BLANK)
    entities = []
    for entity in found.entities:
        start = max(0, entity["offset"] - cut)
        end = min(units(text), entity["offset"] + entity["length"] - cut)
        if end > start:
            entities.append(entity | {"offset": start, "length": end - start})
    return Formatted(text, tuple(entities))


def attachments(value: object) -> set[str]:
    """The names of all attach:// references in a request."""
    if isinstance(value, str):
        return {value.removeprefix("attach://")} if value.startswith("attach://") else set()
    if isinstance(value, Upload):
        return set()
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {name for item in inner for name in attachments(item)}


def _inside_pair(packed: bytes, place: int) -> bool:
    unit = packed[place * 2 : place * 2 + 2]
    return len(unit) == 2 and 0xDC <= unit[1] <= 0xDF


def _character(token: re.Match[str]) -> str:
    if token["name"]:
        return NAMED[token["name"]]
    code = int(token["decimal"]) if token["decimal"] else int(token["hex"], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else token[0]


def _open(page: _Page, token: re.Match[str]) -> None:
    tag = token["tag"].lower()
    if tag not in TAGS:
        page.fail(f'Unsupported start tag "{tag}"', token.start())
    given = {
        m[1].lower(): re.sub(CHARACTER, _character, m[2] or m[3] or m[4] or "")
        for m in re.finditer(ATTRIBUTE, token["attributes"])
    }
    entity = _entity(page, tag, given, token.start())
    page.stack.append(_Open(tag, page.at, entity))


def _entity(page: _Page, tag: str, given: dict[str, str], position: int) -> Json | None:
    entity: Json | None = {"type": TAGS[tag]}
    if tag == "span" and given.get("class") != "tg-spoiler":
        page.fail('Tag "span" must have class "tg-spoiler"', position)
    if tag == "blockquote" and "expandable" in given:
        entity = {"type": "expandable_blockquote"}
    if tag == "a":
        entity = {"type": "text_link", "url": given["href"]} if given.get("href") else None
    if tag == "tg-emoji":
        entity = {"type": "custom_emoji", "custom_emoji_id": given.get("emoji-id", "")}
    if tag == "tg-time":
        entity = {"type": "date_time", "unix_time": int(given.get("unix") or 0)}
    language = given.get("class", "").removeprefix("language-")
    if tag == "code" and language and page.stack and page.stack[-1].tag == "pre" and page.stack[-1].entity:
        page.stack[-1].entity["language"] = language
        entity = None
    return entity


def _close(page: _Page, token: re.Match[str]) -> None:
    tag = token["tag"].lower()
    if not page.stack:
        page.fail("Unexpected end tag", token.start())
    last = page.stack.pop()
    if last.tag != tag:
        page.fail(f'Unmatched end tag, expected "</{last.tag}>", found "</{tag}>"', token.start())
    if last.entity is None or page.at == last.start:
        return
    for problem in bad_deep_links(last.entity.get("url", "")):
        page.fail(problem, token.start())
    page.entities.append(last.entity | {"offset": last.start, "length": page.at - last.start})
