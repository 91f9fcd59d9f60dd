"""What waits in the chat page to be sent: kept, in its order, through bad lines, and never in the way for ever."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Browser, Locator, Route, expect

from tests.phone import Phone, Server, phone
from tests.visitor import PNG

pytestmark = pytest.mark.browser
FILES, MESSAGES, EVENTS = "**/chat/files", "**/chat/messages", "**/chat/events"
PHOTO = {"name": "máy.png", "mimeType": "image/png", "buffer": PNG}
# A database that hangs until it is said to be there.
DATABASE = """
const open = indexedDB.open.bind(indexedDB);
window.asked = 0;
indexedDB.open = (...given) => (window.asked++, window.database === "there" ? open(...given) : {});
"""
KEPT = """new Promise((done) => {
  indexedDB.open("sangkien", 1).onsuccess = ({ target: { result: database } }) => {
    const count = database.transaction("files").objectStore("files").count();
    count.onsuccess = () => (database.close(), done(count.result > 0));
  };
})"""
# An upload of 760 seconds that moves all the time.
SLOW = """
() => {
  window.uploads = 0;
  window.XMLHttpRequest = class {
    upload = {};
    open() { window.uploads++; }
    setRequestHeader() {}
    getResponseHeader() { return null; }
    abort() { clearInterval(this.moving); this.onabort(); }
    send() {
      let seconds = 0;
      this.moving = setInterval(() => (seconds += 20) < 760
        ? this.upload.onprogress({ lengthComputable: true, loaded: seconds, total: 760 })
        : this.done(), 20_000);
    }
    done() {
      clearInterval(this.moving);
      [this.status, this.responseText] = [200, '{"ok": true}'];
      this.onload();
      this.onloadend();
    }
  };
}
"""


async def picks(lan: Phone, words: str = "") -> Locator:
    """Sends a photo with these words; its message."""
    await lan.page.locator("#pick-photo").set_input_files(PHOTO)
    await expect(lan.page.get_by_test_id("picked-file")).to_be_visible()
    await lan.writes(words)
    return lan.page.get_by_test_id("me").filter(has=lan.page.get_by_test_id("file"))


async def never(_route: Route) -> None:
    """The line is dead."""


async def refuses(route: Route) -> None:
    await route.fulfill(status=415, json={"error": "Tệp này chưa nhận được."})


async def test_a_photo_is_queued_at_once_and_before_what_is_said_after_it(server: Server, browser: Browser) -> None:
    lan = await phone(browser, "vi")
    await lan.context.add_init_script(DATABASE)
    await lan.opens(server.url)
    photo = await picks(lan, "cái máy")
    await lan.writes("/help")
    await expect(photo).to_have_attribute("data-state", "sent")
    await expect(photo.locator("img")).to_have_count(1)
    await lan.calm()
    assert await server.own() == ["cái máy", "/help"]


async def test_what_stands_still_or_waits_can_be_discarded_and_what_moves_may_take_long(
    server: Server, browser: Browser
) -> None:
    lan = await phone(browser, "vi")
    await lan.context.clock.install()
    await lan.opens(server.url)
    await lan.page.route(FILES, never)
    async with lan.page.expect_request(FILES):
        film = await picks(lan)
    await lan.writes("/help")
    await lan.writes("/mine")
    await expect(film.get_by_test_id("discard")).to_have_count(0)
    await lan.page.clock.fast_forward(180_000)
    await expect(film).to_have_attribute("data-state", "waiting")
    await lan.page.get_by_test_id("me").filter(has_text="Sáng kiến của tôi").get_by_test_id("discard").click()
    await film.get_by_test_id("discard").focus()
    await lan.page.keyboard.press("Enter")
    await expect(lan.page.locator("#log")).to_be_focused()
    await expect(lan.page.get_by_test_id("bot")).to_have_count(1)
    await lan.calm()
    assert await server.own() == ["/help"]
    await lan.page.evaluate(SLOW)
    film = await picks(lan)
    await lan.holds("uploads === 1")
    await lan.page.clock.run_for(760_000)
    await expect(film).to_have_attribute("data-state", "sent")
    assert await lan.page.evaluate("uploads") == 1


async def test_a_file_that_the_database_cannot_tell_of_now_is_read_later(server: Server, browser: Browser) -> None:
    lan = await phone(browser, "vi")
    await lan.context.clock.install()
    await lan.opens(server.url)
    await lan.page.route(FILES, lambda route: route.abort())
    photo = await picks(lan, "cái máy")
    await expect(photo).to_have_attribute("data-state", "waiting")
    await lan.holds(KEPT)
    await lan.context.add_init_script(DATABASE)
    await lan.page.reload()
    await lan.page.unroute(FILES)
    await lan.holds("asked > 1")  # to draw it, and to send it
    await lan.page.clock.fast_forward(10_000)
    await lan.page.evaluate("database = 'there'")
    await expect(photo).to_have_attribute("data-state", "sent")
    assert await server.own() == ["cái máy"]


async def test_only_the_servers_own_words_refuse(server: Server, browser: Browser) -> None:
    lan = await phone(browser, "vi")
    await lan.opens(server.url)
    await lan.page.route(MESSAGES, lambda route: route.fulfill(status=404, body="404 page not found"))
    await lan.writes("/help")
    retry = lan.page.get_by_test_id("retry")
    await retry.focus()
    await lan.page.keyboard.press("Enter")
    await expect(retry).to_be_focused()
    await lan.page.unroute(MESSAGES)
    await lan.page.keyboard.press("Enter")
    await expect(lan.page.get_by_test_id("bot")).to_have_count(1)
    await lan.page.route(FILES, refuses)
    photo = await picks(lan)
    await expect(photo.get_by_test_id("discard")).to_be_visible()
    await expect(photo.get_by_test_id("mend")).to_have_count(0)
    await photo.get_by_test_id("discard").click()
    photo = await picks(lan, "cái máy")
    await lan.page.locator("#text").fill("viết dở")
    await photo.get_by_test_id("mend").click()
    await expect(photo).to_have_count(0)
    await expect(lan.page.locator("#text")).to_have_value("cái máy\nviết dở")
    assert await server.own() == ["/help"]


async def test_a_change_sent_before_the_history_is_told_stays_a_change(server: Server, browser: Browser) -> None:
    lan = await phone(browser, "vi")
    await lan.opens(server.url)
    await lan.writes("/help")
    await expect(lan.page.get_by_test_id("bot")).to_have_count(1)
    await lan.writes("cái kẹp cũ")
    await expect(lan.page.get_by_test_id("bot")).to_have_count(2)
    await lan.page.get_by_test_id("me").filter(has_text="cái kẹp").get_by_test_id("edit").click()
    await lan.page.locator("#text").fill("cái kẹp mới")
    held: asyncio.Queue[Route] = asyncio.Queue()
    await lan.page.route(EVENTS, held.put_nowait)
    await lan.page.reload()
    await expect(lan.page.locator("#editing")).to_be_visible()
    async with lan.page.expect_response(MESSAGES) as sent:
        await lan.page.locator("#send").click()
    assert (await sent.value).request.post_data_json.keys() == {"id", "text", "edits"}
    await (await held.get()).continue_()
    await expect(lan.page.locator("#log")).to_have_attribute("aria-busy", "false")
    await lan.calm()
    said = [text for who, text in await lan.all() if who == "me"]
    assert said == [lan.words("web-menu-help"), "cái kẹp mới"]
