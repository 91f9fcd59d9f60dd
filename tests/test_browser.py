"""The chat page in a real browser at a phone's width, against the real server."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser, Route, expect

from conversation.language import LANGUAGES
from conversation.message import Text
from tests.phone import TEXTS, Phone, Server, phone

pytestmark = pytest.mark.browser
UNIT = "HN-DA-03"
PLACES = ("Liên đoàn Lao động Thành phố Hà Nội", "Liên đoàn Lao động huyện Đông Anh")
HOME = "Công đoàn cơ sở Công ty TNHH May mặc Xuân Thảo"
TITLE = "Gá kẹp giữ dây thun khi may cạp quần"
CODE = re.compile(r"SK-2022-\d{6}-\w")
PHOTO = {"name": "gá kẹp.svg.png", "mimeType": "image/png"}
SEEN = """
(seen) => {
  Object.defineProperty(document, "hidden", { configurable: true, value: !seen });
  document.dispatchEvent(new Event("visibilitychange"));
}
"""
MICROPHONE = """
navigator.mediaDevices.getUserMedia = async () => new MediaStream();
window.MediaRecorder = class {
  static isTypeSupported() { return true; }
  constructor() { [window.recorder, this.mimeType, this.state] = [this, "audio/webm", "inactive"]; }
  start() { this.state = "recording"; }
  stop() {
    this.state = "inactive";
    this.ondataavailable({ data: new Blob([new Uint8Array([0x1a, 0x45, 0xdf, 0xa3])]) });
    this.onstop();
  }
};
"""
RECORDING = "window.recorder?.state === 'recording'"


@pytest.fixture
async def photo(browser: Browser) -> bytes:
    page = await browser.new_page(viewport={"width": 400, "height": 300})
    taken = await page.screenshot()
    await page.close()
    return taken


async def joins(lan: Phone) -> None:
    """From the unit's QR picture to being in."""
    await expect(lan.page.locator("#start-text")).to_contain_text(UNIT)
    await lan.page.get_by_role("button", name=lan.words("web-start-button")).click()
    await lan.reads("joining-language-ask", place="1", length="4")
    await lan.presses_label(LANGUAGES[lan.lang])
    await lan.finds(lan.words("joining-consent-ask", place="2", length="4", **PRIVACY)[:200])
    await lan.presses("consent-agree")
    await lan.reads("joining-name-ask", place="4", length="4")
    await lan.writes("Nguyễn Thị Lan")
    await lan.reads("joining-done", given="Lan", unit=HOME)


PRIVACY = {"controller": "", "contact": "", "days": "1825", "campaign": "01 triệu sáng kiến"}


def asked(step: str, place: int) -> tuple[str, dict[str, str]]:
    return f"submission-{step}-ask", {"place": str(place), "length": "6", "sector": "garment"}


async def tells(lan: Phone, photo: bytes) -> None:
    """The guided submission up to its card, with a reload, a photo, a step back and a changed answer."""
    await lan.presses("button-new")
    key, values = asked("title", 1)
    await lan.reads(key, **values)
    await lan.writes(TITLE)
    key, values = asked("kind", 2)
    await lan.reads(key, **values)
    await lan.presses("kind-technical")
    key, values = asked("substance", 3)
    await lan.reads(key, **values)
    await lan.calm()
    before = await lan.all()
    await lan.page.reload()
    await lan.reads(key, **values)
    await lan.shows(before)
    await lan.page.locator("#pick-photo").set_input_files({**PHOTO, "buffer": photo})
    await expect(lan.page.get_by_test_id("picked-file")).to_be_visible()
    await lan.writes("Trước: dây thun bị xoắn.\nSau: cái kẹp bằng tôn mỏng, nhanh hơn 15 giây.")
    await lan.reads("collect-so-far", parts=1, files=1)
    await lan.presses("form-done")
    await lan.reads("submission-benefit-ask", place="4", length="6")
    await lan.presses("form-back")
    await lan.finds("15 giây")  # what was told is shown with the question
    await lan.presses("form-done")
    await lan.reads("submission-benefit-ask", place="4", length="6")
    await lan.writes("15tr/năm")
    await lan.reads("submission-applied_on-ask", place="5", length="6")
    await lan.writes("3/2022")
    await lan.finds(TITLE, "15", HOME)
    await changes(lan, "15tr/năm", "20tr/năm")
    await lan.finds(TITLE, TEXTS.words(Text("money", {"amount": 20_000_000, "currency": "VND"}), lan.lang))


async def changes(lan: Phone, was: str, now: str) -> None:
    """Changes what was said."""
    said = lan.page.get_by_test_id("me").filter(has_text=was)
    await said.get_by_test_id("edit").click()
    await expect(lan.page.locator("#text")).to_have_value(was)
    await lan.writes(now)
    await expect(lan.page.get_by_test_id("me").filter(has_text=now)).to_contain_text(lan.words("web-edited"))


async def plays(lan: Phone, persona: str) -> None:
    button = lan.page.get_by_role("button", name=lan.words(f"persona-{persona}"))
    await button.click()
    await expect(button).to_have_attribute("aria-pressed", "true")


async def looks_down(lan: Phone, code: str) -> None:
    """As a leader: from the whole country by buttons to the unit, and to the list behind its figure."""
    await plays(lan, "leader")
    await expect(lan.page.locator("#messages")).to_be_empty()
    await lan.writes("/totals")
    for place in (*PLACES, HOME):
        button = lan.newest.get_by_role("button").filter(has_text=place)
        while True:
            await expect(lan.newest.get_by_role("button", name=lan.words("button-entries"))).to_be_visible()
            if await button.count():
                break
            held = await lan.newest.get_attribute("data-id")
            await lan.presses_label("▶")
            await expect(lan.newest).not_to_have_attribute("data-id", held or "")
        await expect(button).to_contain_text("1")
        await button.click()
        await lan.finds(f"📊 {place}")
    await lan.presses("button-entries")
    await lan.finds(code, TITLE)


@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_from_qr_picture_to_the_leaders_list(server: Server, browser: Browser, photo: bytes, lang: str) -> None:
    lan = await phone(browser, lang)
    await lan.opens(f"{server.url}/?u={UNIT}")
    await joins(lan)
    await tells(lan, photo)
    await lan.presses("card-send-alone")
    await expect(lan.newest).to_contain_text(CODE)
    found = CODE.search(await lan.newest.inner_text())
    assert found
    await lan.page.locator("#menu-button").click()
    await lan.page.locator("#menu").get_by_role("button", name=lan.words("web-menu-mine")).click()
    await lan.finds(found[0], TITLE, lan.words("status-submitted"))
    await lan.calm()
    before = await lan.all()
    await lan.page.reload()
    await lan.finds(found[0])
    await lan.shows(before)
    [kept] = await server.rows("SELECT state, kind, mime FROM attachments")
    assert kept == {"state": "kept", "kind": "photo", "mime": "image/png"}
    shown = lan.page.locator("img.photo")
    await expect(shown).to_have_count(1)
    await expect(shown).to_have_js_property("naturalWidth", 400)  # once it is loaded
    await looks_down(lan, found[0])
    await plays(lan, "worker")
    await lan.finds(found[0])
    await lan.shows(before)
    assert lan.complaints == []


async def test_what_is_written_without_network_goes_once_it_is_back(server: Server, browser: Browser) -> None:
    lan = await phone(browser, "vi")
    await lan.opens(server.url)
    await lan.context.set_offline(True)
    await lan.writes("/help")
    await lan.writes("hai")
    await expect(lan.page.locator(".me[data-state=waiting]")).to_have_count(2)
    await expect(lan.page.get_by_text(lan.words("web-waiting")).first).to_be_visible()
    await lan.context.set_offline(False)
    await expect(lan.page.get_by_test_id("bot")).to_have_count(2)
    await lan.calm()
    assert await server.own() == ["/help", "hai"]
    lan.silent()


async def test_a_restarted_server_loses_and_doubles_nothing(server: Server, browser: Browser) -> None:
    lan = await phone(browser, "vi")
    first = await lan.opens(server.url)
    second = await lan.opens(server.url)
    await lan.writes("/help")
    await expect(lan.page.get_by_test_id("bot")).to_have_count(1)
    await server.stop()
    await lan.writes("/language")
    await expect(lan.page.locator("#status")).to_have_text(lan.words("web-lost"))
    await server.start()
    for lan.page in (first, second):
        await expect(lan.page.get_by_test_id("bot")).to_have_count(2)
        await lan.calm()
        await lan.reads("language-ask")
    told = await lan.all()
    lan.page = first
    await lan.shows(told)
    assert await server.own() == ["/help", "/language"]
    lan.silent()


async def test_a_lost_cookie_begins_anew_and_a_chosen_language_redraws_the_page(
    server: Server, browser: Browser
) -> None:
    lan = await phone(browser, "vi")
    await lan.opens(server.url)
    await lan.writes("/language")
    await lan.reads("language-ask")
    await lan.context.clear_cookies()
    await lan.writes("/language")
    await expect(lan.page.get_by_test_id("bot")).to_have_count(2)
    await lan.presses_label(LANGUAGES["en"])
    lan.lang = "en"
    await lan.reads("language-set")
    await expect(lan.page.locator("#text")).to_have_attribute("placeholder", lan.words("web-text"))
    await expect(lan.page.locator("html")).to_have_attribute("lang", "en")
    assert len(await server.rows("SELECT id FROM people")) == 2
    assert [one for one in lan.complaints if "401" not in one] == []


async def test_a_hung_greeting_is_given_up_and_a_tab_long_out_of_sight_gives_its_line_back(
    server: Server, browser: Browser
) -> None:
    lan = await phone(browser, "vi")
    first = lan.page = await lan.context.new_page()
    await first.clock.install()
    held: list[Route] = []
    await first.route("**/chat/hello*", lambda route: held.append(route), times=1)
    async with first.expect_request("**/chat/hello*"):
        await first.goto(server.url)
    await first.clock.fast_forward(20_000)
    await expect(first.locator("#log")).to_have_attribute("aria-busy", "false")
    await first.evaluate(SEEN, False)
    async with first.expect_event("requestfailed", lambda request: request.url.endswith("/chat/events")):
        await first.clock.fast_forward(60_000)
    await lan.opens(server.url)
    await lan.writes("/help")
    await expect(lan.page.get_by_test_id("bot")).to_have_count(1)
    await expect(first.get_by_test_id("bot")).to_have_count(0)
    await first.evaluate(SEEN, True)
    await expect(first.get_by_test_id("bot")).to_have_count(1)


async def test_a_recording_that_ends_by_itself_is_offered_to_be_heard(server: Server, browser: Browser) -> None:
    lan = await phone(browser, "vi")
    await lan.context.add_init_script(MICROPHONE)
    await lan.opens(server.url)
    record, listen, said = lan.page.locator("#record"), lan.page.locator("#record-play"), lan.page.get_by_test_id("me")
    await record.click()
    await lan.holds(RECORDING)
    await lan.page.evaluate("recorder.stop()")  # a call comes in
    await expect(listen).to_be_visible()
    await lan.page.locator("#record-cancel").click()
    await record.click()
    await lan.holds(RECORDING)
    await lan.page.locator("#record-send").click()
    await expect(said).to_have_count(1)
    await record.click()
    await lan.holds(RECORDING)
    await lan.page.evaluate("recorder.stop()")
    await expect(listen).to_be_visible()
    await expect(said).to_have_count(1)
