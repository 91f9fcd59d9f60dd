"""The chat page on a phone: a real browser, driven by the words of the catalogs in any language."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright, expect

from bot import demo
from bot.app import App
from conversation.message import Text
from conversation.texts import all_texts
from rehearsal.processes import free_port
from tests.world import Wall, settings

TEXTS = all_texts()
WIDTH, HEIGHT = 360, 740
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip
LOCALES = {"vi": "vi-VN", "en": "en-US"}
expect.set_options(timeout=30_000)  # a busy machine is no failure


class Phone:
    """One browser with its own cookies; `page` is the tab that is looked at."""

    def __init__(self, context: BrowserContext, lang: str) -> None:
        self.context, self.lang = context, lang
        self.complaints: list[str] = []
        self.page: Page

    async def opens(self, url: str) -> Page:
        """A new tab, which is looked at from now on."""
        self.page = await self.context.new_page()
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        await self.page.goto(url)
        await expect(self.page.locator("#log")).to_have_attribute("aria-busy", "false")
        return self.page

    def words(self, key: str, **values: Any) -> str:
        return TEXTS.words(Text(key, values), self.lang)

    @property
    def newest(self) -> Locator:
        return self.page.locator(".message.bot.newest")

    async def reads(self, key: str, **values: Any) -> None:
        """Waits until the newest message says this text of the catalog."""
        await expect(self.newest.locator(".words")).to_have_text(self.words(key, **values))

    async def finds(self, *pieces: str) -> None:
        """Waits until the newest message holds these words."""
        for piece in pieces:
            await expect(self.newest.locator(".words")).to_contain_text(piece)

    async def writes(self, text: str) -> None:
        await self.page.locator("#text").fill(text)
        await self.page.locator("#send").click()

    async def presses(self, key: str) -> None:
        """Presses the newest message's button with this label of the catalog."""
        await self.presses_label(self.words(key))

    async def presses_label(self, label: str) -> None:
        button = self.newest.get_by_role("button", name=label, exact=True)
        await button.click()

    async def all(self) -> list[tuple[str, str]]:
        """Every message as it stands there: whose, and the words of it with its buttons."""
        found = self.page.locator("#messages > .message")
        return list(
            await found.evaluate_all(
                "all => all.map(one => [one.dataset.testid, (one.querySelector('.words')?.textContent ?? '')"
                " + [...one.querySelectorAll('[data-choice]')].map(b => '|' + b.dataset.choice).join('')])"
            )
        )

    async def holds(self, condition: str) -> None:
        """Waits until this is so in the page; the browser's own way would be an eval, which our policy forbids."""
        look = f"const look = async () => (await ({condition})) ? done() : setTimeout(look, 20); look();"
        async with asyncio.timeout(30):
            await self.page.evaluate(f"() => new Promise((done) => {{ {look} }})")

    async def shows(self, told: list[tuple[str, str]]) -> None:
        """Every message is there, which come one by one, and they are these."""
        await expect(self.page.locator("#messages > .message")).to_have_count(len(told))
        assert await self.all() == told

    async def calm(self) -> None:
        """Nothing is on its way any more."""
        await expect(self.page.locator(".me:not([data-state=sent])")).to_have_count(0)

    def silent(self) -> None:
        """The console told nothing but that the line was cut, where a test has cut it."""
        assert [one for one in self.complaints if "net::ERR_" not in one] == []


class Server:
    """The demo on a port of its own, to be stopped and started again as in real life."""

    def __init__(self, folder: Path, wall: Wall) -> None:
        self.config, self.wall, self.app = settings(folder, port=free_port()), wall, None
        self.url = self.config.web.public_url

    app: App | None

    async def start(self) -> None:
        self.app = App(self.config, clock=self.wall, extend=demo.extend)
        await self.app.start()

    async def stop(self) -> None:
        if self.app:
            await self.app.stop()
        self.app = None

    async def rows(self, sql: str) -> list[dict[str, object]]:
        assert self.app
        return [dict(row) for row in await self.app.database.read(lambda session: session.all(sql))]

    async def own(self) -> list[str]:
        """The words of everything that people sent, in its order."""
        bodies = [json.loads(str(row["body"])) for row in await self.rows("SELECT body FROM outbox ORDER BY id")]
        return [body["own"]["text"] for body in bodies if "own" in body]


@asynccontextmanager
async def phones(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS), timeout=60_000)
        try:
            yield browser
        finally:
            await browser.close()


async def phone(browser: Browser, lang: str, **more: Any) -> Phone:
    context = await browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, locale=LOCALES[lang], timezone_id="Asia/Ho_Chi_Minh",
        has_touch=True, is_mobile=True, **more,
    )  # fmt: skip
    context.set_default_timeout(30_000)
    return Phone(context, lang)
