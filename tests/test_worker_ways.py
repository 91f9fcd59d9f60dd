"""What a worker may want besides the straight way: finding the unit, changing one's mind, one's own data."""

from __future__ import annotations

import asyncio
import json

import pytest

from tests.fakes.telegram_people import JPEG
from tests.people import guided, join, words
from tests.world import World


async def begin(world: World, title: str = "Kẹp giữ dây thun") -> tuple[object, object]:
    lan = await join(world)
    await lan.writes("/new")
    await lan.reads(1)
    did = await lan.writes(title)
    await lan.reads(1)
    return lan, did


async def test_a_newcomer_finds_the_unit_by_a_name_without_marks(polling: World) -> None:
    hoa = polling.fake.user(7, "Hoa")
    await hoa.writes("chao")
    await hoa.reads(1)
    await hoa.presses("English")
    await hoa.reads(1)
    await hoa.presses(words("consent-agree", "en"))
    await hoa.reads(1)
    await hoa.writes("cty dien tu hoa mai")
    [found] = await hoa.reads(1)
    await hoa.presses(found.buttons[0][0])
    await hoa.reads(1)
    await hoa.writes("TRAN THI HOA")
    await hoa.reads(1)
    [person] = await polling.rows("SELECT p.name, p.language, u.code FROM people p JOIN units u ON u.id = p.unit_id")
    assert person == {"name": "Tran Thi Hoa", "language": "en", "code": "HN-KCN-01"}


async def test_the_six_signs_of_a_unit_find_it_whatever_the_case(polling: World) -> None:
    [unit] = await polling.rows("SELECT short, name FROM units WHERE code = 'HN-KCN-01'")
    hoa = polling.fake.user(7, "Trần Hoa")
    await hoa.writes("/start")
    await hoa.reads(1)
    await hoa.presses("Tiếng Việt")
    await hoa.reads(1)
    await hoa.presses(words("consent-agree"))
    await hoa.reads(1)
    await hoa.writes(f" {unit['short'].lower()[:3]} {unit['short'].lower()[3:]} ")
    await hoa.reads(1)
    await hoa.presses("Trần Hoa")
    assert unit["name"] in (await hoa.reads(1))[0].text


async def test_an_unknown_unit_code_in_a_link_is_no_dead_end(polling: World) -> None:
    hoa = polling.fake.user(7, "Trần Hoa")
    await hoa.starts("u_NOWHERE")
    told, asked = await hoa.reads(2)
    assert "NOWHERE" in told.text
    assert asked.buttons


async def test_without_consent_nothing_is_asked_and_the_door_stays_open(polling: World) -> None:
    hoa = polling.fake.user(7, "Trần Hoa")
    await hoa.starts("u_HN-KCN-01")
    await hoa.reads(2)
    await hoa.presses("Tiếng Việt")
    await hoa.reads(1)
    await hoa.presses(words("consent-decline"))
    [told] = await hoa.reads(1)
    assert await polling.rows("SELECT * FROM consents") == []
    await hoa.presses(told.buttons[0][0])
    await hoa.reads(1)
    await hoa.presses(words("consent-agree"))
    await hoa.reads(1)
    [consent] = await polling.rows("SELECT * FROM consents")
    assert (consent["language"], consent["version"], consent["withdrawn_at"]) == ("vi", "2026-01", None)
    assert consent["address"] == "telegram:7"


async def test_what_a_newcomer_wrote_first_is_not_lost(polling: World) -> None:
    hoa = polling.fake.user(7, "Trần Hoa")
    await hoa.writes("Em làm cái giá đỡ cuộn vải, đỡ phải cúi xuống nhấc lên 50 lần một ca")
    await hoa.reads(1)
    await hoa.presses("Tiếng Việt")
    await hoa.reads(1)
    await hoa.presses(words("consent-agree"))
    await hoa.reads(1)
    await hoa.writes("HN-KCN-01")
    await hoa.reads(1)
    await hoa.presses("Trần Hoa")
    await hoa.reads(2)
    await hoa.presses(words("kind-operational"))
    [card] = await hoa.reads(1)
    assert "giá đỡ cuộn vải" in card.text


async def test_what_a_newcomer_tells_where_a_button_is_asked_for_is_not_lost(polling: World) -> None:
    hoa = polling.fake.user(7, "Trần Hoa")
    for line in ("/start", "Em làm cái giá đỡ cuộn vải, đỡ phải cúi xuống nhấc lên 50 lần một ca"):
        await hoa.writes(line)
        [said] = await hoa.reads(1)
    assert said.text == words("joining-words-kept")
    await hoa.presses("Tiếng Việt")
    await hoa.reads(1)
    await hoa.sends_photo()
    assert (await hoa.reads(1))[0].text == words("joining-words-kept")
    await hoa.writes("để xem đã")
    assert (await hoa.reads(1))[0].text == words("consent-needed")
    for line in ("đồng ý", "HN-KCN-01"):
        await hoa.writes(line)
        await hoa.reads(1)
    await hoa.presses("Trần Hoa")
    done, _ = await hoa.reads(2)
    assert done.text.endswith(words("joining-done-first-words", given="", unit="").split("\n")[-1])
    await hoa.presses(words("kind-operational"))
    [card] = await hoa.reads(1)
    assert "giá đỡ cuộn vải" in card.text
    assert "📎 1" in card.text


async def test_without_consent_what_was_told_is_not_kept(polling: World) -> None:
    hoa = polling.fake.user(7, "Trần Hoa")
    for line in (
        "/start",
        "tiếng việt",
        "Em làm cái giá đỡ cuộn vải, đỡ phải cúi xuống nhấc lên 50 lần",
        "không đồng ý",
    ):
        await hoa.writes(line)
        await hoa.reads(1)
    [draft] = await polling.rows("SELECT answers FROM drafts")
    assert "giá đỡ" not in draft["answers"]


async def test_the_language_changes_in_the_middle_and_the_question_is_drawn_anew(polling: World) -> None:
    lan, _ = await begin(polling)
    await lan.writes("/language")
    await lan.reads(1)
    await lan.presses("English")
    [asked] = await lan.reads(1)
    assert asked.text == words("submission-kind-ask", "en", place="2", length="6")
    await lan.presses(words("kind-technical", "en"))
    assert "3/6" in (await lan.reads(1))[0].text


async def test_a_question_outside_the_form_does_not_destroy_the_draft(polling: World) -> None:
    lan, _ = await begin(polling)
    await lan.writes("trợ giúp")
    [told] = await lan.reads(1)
    await lan.presses(told.buttons[0][0])
    assert "2/6" in (await lan.reads(1))[0].text


async def test_back_keeps_the_answer_and_a_wrong_one_is_asked_again_with_an_example(polling: World) -> None:
    lan, _ = await begin(polling)
    await lan.writes("quay lai")
    [asked] = await lan.reads(1)
    assert "Kẹp giữ dây thun" in asked.text
    await lan.presses(words("form-keep"))
    await lan.reads(1)
    await lan.writes("khó quá")
    [again] = await lan.reads(1)
    assert again.text == words("form-choose")
    await lan.writes("quản lý")
    assert "3/6" in (await lan.reads(1))[0].text


async def test_from_the_card_one_answer_is_changed_and_the_card_comes_back(polling: World) -> None:
    lan, _ = await begin(polling)
    await lan.presses(words("kind-technical"))
    await lan.reads(1)
    await lan.writes("Kẹp bằng tôn mỏng giữ dây, không xoắn nữa")
    await lan.reads(1)
    await lan.presses(words("form-done"))
    await lan.reads(1)
    await lan.writes("15")
    [doubt] = await lan.reads(1)
    await lan.presses(doubt.buttons[0][0])
    await lan.reads(1)
    await lan.presses(words("form-skip"))
    [card] = await lan.reads(1)
    assert words("submission-applied_on-name") in card.text
    await lan.presses(words("card-authors"))
    await lan.reads(1)
    await lan.writes("Trần Văn Bình 110")
    assert "100" in (await lan.reads(1))[0].text
    await lan.writes("Trần Văn Bình 30\nLê Thị Mai 20%")
    [card] = await lan.reads(1)
    assert "50" in card.text
    await lan.presses(words("card-send"))
    await lan.reads(1)
    [entry] = await polling.rows("SELECT co_authors, complete, benefit FROM initiatives")
    assert json.loads(entry["co_authors"]) == [
        {"name": "Trần Văn Bình", "share": 30}, {"name": "Lê Thị Mai", "share": 20},
    ]  # fmt: skip
    assert json.loads(entry["benefit"])["amount"] == 15_000_000
    assert entry["complete"] == 0


async def test_a_similar_entry_of_the_unit_is_shown_before_sending(polling: World) -> None:
    lan = await join(polling)
    await guided(lan, "Làm giá đỡ cuộn vải cho chuyền may")
    binh = await join(polling, 1002, "Trần Văn Bình")
    await binh.writes("lam gia do cuon vai chuyen may, do phai cui xuong nhac len")
    await binh.reads(1)
    await binh.presses(words("kind-technical"))
    [card] = await binh.reads(1)
    assert "SK-2022-000001-" not in card.text  # another beginning: the whole sentence is the title
    await binh.presses(words("card-change-title"))
    await binh.reads(1)
    await binh.writes("Lam gia do cuon vai cho chuyen may")
    [card] = await binh.reads(1)
    assert "SK-2022-000001-" in card.text
    await binh.presses(words("card-exists"))
    await binh.reads(1)
    assert len(await polling.rows("SELECT 1 FROM initiatives")) == 1


async def test_completing_later_makes_it_complete_and_counts_once(polling: World) -> None:
    lan = await join(polling)
    await lan.sends_photo("Lắp quả cầu thông gió trên mái kho\nNhiệt độ giảm 4 độ")
    await lan.reads(1)
    await lan.presses(words("kind-technical"))
    await lan.reads(1)
    await lan.presses(words("card-send-alone"))
    await lan.reads(1)
    await lan.presses(words("button-amend"))
    await lan.reads(1)
    await lan.writes("3 triệu mỗi tháng")
    await lan.reads(1)
    await lan.writes("hôm qua")
    await lan.reads(1)
    await lan.presses(words("card-send-amend"))
    await lan.reads(1)
    [entry] = await polling.rows("SELECT complete, applied_on FROM initiatives")
    assert entry == {"complete": 1, "applied_on": "2022-05-09"}
    [root] = await polling.rows(
        "SELECT submitted, complete, people FROM counters c JOIN units u ON u.id = c.unit_id "
        "WHERE u.code = 'TLD' AND period = 'all'"
    )
    assert root == {"submitted": 1, "complete": 1, "people": 1}


async def test_withdrawing_and_taking_it_back(polling: World) -> None:
    lan = await join(polling)
    await guided(lan)
    await lan.writes("/mine")
    [listed] = await lan.reads(1)
    await lan.presses(listed.buttons[0][0])
    await lan.reads(1)
    await lan.presses(words("button-withdraw"))
    [told] = await lan.reads(1)
    counted = "SELECT submitted, people FROM counters WHERE period = 'all' ORDER BY unit_id LIMIT 1"
    assert await polling.rows(counted) == [{"submitted": 0, "people": 0}]
    await lan.presses(told.buttons[0][0])
    await lan.reads(1)
    assert await polling.rows(counted) == [{"submitted": 1, "people": 1}]


async def test_own_data_seen_copied_and_deleted_with_a_receipt(polling: World) -> None:
    lan = await join(polling)
    await guided(lan)
    await lan.writes("/mydata")
    [shown] = await lan.reads(1)
    assert "Nguyễn Thị Lan" in shown.text
    await lan.presses(words("mydata-copy"))
    [copy] = await lan.reads(1)
    kept = json.loads(copy.file.data)
    assert kept["name"] == "Nguyễn Thị Lan"
    assert kept["initiatives"][0]["title"] == "Gá kẹp giữ dây thun khi may cạp quần"
    await lan.presses(words("mydata-delete"), message=shown)
    await lan.reads(1)
    await lan.presses(words("mydata-delete-yes"))
    assert "XD-" in (await lan.reads(1))[0].text
    assert await polling.rows("SELECT * FROM people") == []
    [entry] = await polling.rows("SELECT author, title, solution, person_id FROM initiatives")
    assert entry == {"author": "", "title": "", "solution": "", "person_id": None}
    everything = json.dumps([await polling.rows(f"SELECT * FROM {t}") for t in ("drafts", "outbox", "consents")])  # noqa: S608
    assert "Lan" not in everything
    assert (await polling.rows("SELECT sum(submitted) AS n FROM counters WHERE period = 'all'"))[0]["n"] > 0


async def test_the_phone_number_comes_with_one_tap(polling: World) -> None:
    lan = await join(polling)
    await lan.writes("/mydata")
    await lan.reads(1)
    await lan.presses(words("button-phone"))
    await lan.reads(1)
    await lan.shares_contact("84912345678")
    assert "+84912345678" in (await lan.reads(1))[0].text
    assert (await polling.rows("SELECT phone FROM people"))[0]["phone"] == "+84912345678"


async def test_a_photo_instead_of_a_number_is_refused_in_words_and_the_question_stands(polling: World) -> None:
    lan = await join(polling)
    await lan.presses(words("button-phone"))
    await lan.reads(1)
    await lan.sends_photo("0912 345 678")
    refused, kept = await lan.reads(2)
    assert refused.text == words("file-not-here", words=1)
    assert "912" in kept.text
    assert lan.keyboard is None


@pytest.mark.parametrize("answer", ["0912 345 678", "bỏ qua"])
async def test_an_answer_takes_the_phones_keyboard_off_the_screen(polling: World, answer: str) -> None:
    lan = await join(polling)
    await lan.presses(words("button-phone"))
    await lan.reads(1)
    for typed in ("12", "/help"):  # asked again, and looked around: the question still stands
        await lan.writes(typed)
        await lan.reads(1)
        assert lan.keyboard is not None
    await lan.writes(answer)
    await lan.reads(1)
    assert lan.keyboard is None


async def test_another_question_takes_the_phones_keyboard_away_before_its_skip_is_pressed(polling: World) -> None:
    lan = await join(polling)
    welcome = lan.screen
    await lan.presses(words("button-phone"))
    await lan.reads(1)
    await lan.writes("/new")
    left, asked = await lan.reads(2)
    assert left.text == words("phone-left")
    assert asked.text.startswith("1/6")
    assert lan.keyboard is None
    await lan.presses(words("button-phone"), message=welcome)
    await lan.reads(1)
    assert lan.keyboard is not None


async def test_an_attachment_is_fetched_and_kept_under_its_content(polling: World) -> None:
    lan = await join(polling)
    await lan.sends_photo("Lắp quả cầu thông gió trên mái kho hóa chất, đỡ nóng", data=JPEG + b"photo")
    await lan.reads(1)
    await lan.presses(words("kind-technical"))
    await lan.reads(1)
    await lan.presses(words("card-send-alone"))
    await lan.reads(1)
    await polling.restart()  # the fetcher looks at once when it starts
    async with asyncio.timeout(10):
        while not (rows := await polling.rows("SELECT sha256 FROM attachments WHERE state = 'kept'")):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    [kept] = rows
    path = polling.config.files.folder / kept["sha256"][:2] / kept["sha256"]
    assert path.read_bytes() == JPEG + b"photo"


async def test_groups_and_empty_things_are_met_with_a_deliberate_silence_or_an_answer(polling: World) -> None:
    lan = await join(polling)
    group = polling.fake.group(-100200, "Tổ may 3")
    await lan.writes("chào cả nhà", chat=group)
    await polling.fake.quiet()
    assert group.unread == []
    await lan.sends({"sticker": {
        "file_id": "s1", "file_unique_id": "u1", "type": "regular", "width": 512, "height": 512,
        "is_animated": False, "is_video": False,
    }})  # fmt: skip
    assert (await lan.reads(1))[0].text == words("what-next", name="x")


async def test_an_edit_of_the_name_given_long_ago_shows_the_way(polling: World) -> None:
    hoa = polling.fake.user(7, "Hoa 🌸")  # no name of a person, so it is typed
    await hoa.starts("u_HN-KCN-01")
    await hoa.reads(2)
    await hoa.presses("Tiếng Việt")
    await hoa.reads(1)
    await hoa.presses(words("consent-agree"))
    await hoa.reads(1)
    did = await hoa.writes("Trần Thi Hoa")
    await hoa.reads(1)
    await hoa.edits(did, "Trần Thị Hoa")
    assert (await hoa.reads(1))[0].text == words("edit-joined")


async def test_the_words_of_a_file_that_is_too_large_are_taken_all_the_same(polling: World) -> None:
    lan = await join(polling)
    said = "Lắp quả cầu thông gió trên mái kho hóa chất, đỡ nóng hẳn"
    await lan.sends_document("phim.mp4", b"x", "video/mp4", caption=said, size=30_000_000)
    told, asked = await lan.reads(2)
    assert told.text == words("file-too-large", limit=20)
    assert asked.buttons
    [draft] = await polling.rows("SELECT answers FROM drafts WHERE form = 'submission'")
    assert json.loads(draft["answers"])["title"] == said


async def test_beginning_and_leaving_at_once_leaves_no_empty_draft_behind(polling: World) -> None:
    lan = await join(polling)
    for _ in range(3):
        await lan.writes("/new")
        await lan.reads(1)
    await lan.writes("/mine")
    [listed] = await lan.reads(1)
    assert len([row for row in listed.buttons if "…" in row[0]]) <= 1


async def test_a_language_chosen_since_is_not_taken_back_by_an_old_draft(polling: World) -> None:
    lan = await join(polling)
    await lan.writes("/mydata")
    await lan.reads(1)
    await lan.presses(words("button-unit"))
    [asked] = await lan.reads(1)
    await lan.writes("/new")
    await lan.reads(1)
    await lan.writes("/language")
    await lan.reads(1)
    await lan.presses("English")
    await lan.reads(1)
    await lan.presses(asked.buttons[0][0], message=asked)
    await lan.reads(1)
    assert (await polling.rows("SELECT language FROM people"))[0]["language"] == "en"


async def test_ones_own_number_stands_in_ones_data_also_before_coming_in(polling: World) -> None:
    hoa = polling.fake.user(3001, "Lê Thị Hoa")
    await hoa.writes("/mydata")
    assert "telegram:3001" in (await hoa.reads(1))[0].text


async def test_a_repeat_after_deletion_makes_no_new_person(polling: World) -> None:
    lan = await join(polling)
    await lan.writes("/mydata")
    await lan.reads(1)
    await lan.presses(words("mydata-delete"))
    await lan.reads(1)
    did = await lan.presses(words("mydata-delete-yes"))
    await lan.reads(1)
    await polling.fake.redeliver(did)
    await polling.fake.quiet()
    assert lan.unread == []
    assert await polling.rows("SELECT 1 FROM people") == []
