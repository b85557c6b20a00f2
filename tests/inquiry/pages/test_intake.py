"""Taking inquiries in by hand, also bad ones."""

import pytest

from genkan.governance import Role
from tests.inquiry.conftest import LETTER, THREAT, Desk


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"text": ""}, "照会の内容を入力してください。"),
        ({"text": " \x00\r\n　"}, "照会の内容を入力してください。"),
        ({"text": "長" * 100_001}, "100,000文字以内で入力してください（現在100,001文字）"),
        ({"text": "照会", "channel": ""}, "受付方法を選択してください。"),
        ({"text": "照会", "channel": "pigeon"}, "受付方法を選択してください。"),
        ({"text": "照会", "name": "名" * 101}, "氏名は100文字以内"),
        ({"text": "照会", "address": "a" * 301}, "宛先は300文字以内"),
    ],
    ids=["empty", "blank", "too long", "no channel", "unknown channel", "long name", "long address"],
)
async def test_what_cannot_be_taken_comes_back_whole(desk: Desk, fields: dict[str, str], told: str) -> None:
    sent = {"channel": "letter", "text": LETTER, "name": "例示太郎", "address": "宛先", **fields}
    page = await desk.sakura.post("/inquiries/new", sent, status=422)
    assert told in page.select_one(".field-error").text
    assert page.select_one("[name=name]")["value"] == sent["name"]
    kept = page.select_one("textarea").text.strip()
    assert kept == sent["text"].replace("\x00", "").replace("\r\n", "\n").strip()
    assert await desk.workspace.rows("inquiry_case") == []


@pytest.mark.parametrize(
    "text",
    [
        "😀👨‍👩‍👧‍👦🇯🇵について教えてください。",
        "\u202eمرحبا، كيف أقدم الطلب؟\u202c",
        "<script>alert(1)</script>{{ 7 * 7 }}",
        "情報" + "\x00" + "公開",
        "縺薙ｓ縺ｫ縺｡縺ｯ",  # Shift_JIS read from UTF-8
        "長い" * 50_000,
    ],
    ids=["emoji", "right to left", "markup", "NUL", "mojibake", "100,000 characters"],
)
async def test_any_text_is_taken_and_shown_as_it_is(desk: Desk, text: str) -> None:
    path = await desk.receive(text)
    page = await desk.sakura.get(path)
    for number in page.select(".letter-number"):
        number.decompose()
    assert page.select_one(".letter").text == text.replace("\x00", "")
    assert page.select_one(".letter")["dir"] == "auto"
    assert (await desk.sakura.get("/inquiries")).select_one(".desk-case > a") is not None


async def test_what_was_found_is_marked_in_the_letter(desk: Desk) -> None:
    page = await desk.sakura.get(await desk.receive(LETTER + THREAT))
    assert [mark.text for mark in page.select(".letter .letter-personal")] == ["090-1234-5678"]
    assert "殺してやる" in page.select_one(".letter .letter-flag").text
    assert len(page.select(".letter-number")) >= 2
    assert "脅迫" in page.select_one(".banner-warning").text


async def test_a_proposal_says_why_and_is_chosen_before_a_person_confirms(desk: Desk) -> None:
    await desk.sakura.post("/inquiries/topics/usual")
    path = await desk.receive()
    page = await desk.sakura.get(path)
    assert page.select_one("#topic option[selected]").text == "情報公開"
    assert page.select_one("#office option[selected]").text == "総務課"
    assert "確からしさ" in page.select_one(".proposals").text
    assert (await desk.case(path))["topic_id"] is None


async def test_topics_are_added_and_changed(desk: Desk) -> None:
    await desk.sakura.post("/inquiries/topics", {"label": "駐車場", "words": "駐車\n駐輪\n駐車"})
    page = await desk.sakura.post("/inquiries/topics", {"label": " 駐車場 ", "words": "車"}, status=422)
    assert "同じ名称の分類が既にあります。" in page.select_one(".field-error").text
    assert page.select_one("#words").text.strip() == "車"
    (topic,) = await desk.workspace.rows("inquiry_topic")
    assert (topic["label"], topic["words"], topic["office_id"]) == ("駐車場", "駐車\n駐輪", None)
    where = f"/inquiries/topics/{topic['id']}"
    await desk.sakura.post(where, {"label": "駐車", "words": "駐車", "office": desk.offices[0].id})
    (topic,) = await desk.workspace.rows("inquiry_topic")
    assert (topic["label"], topic["office_id"]) == ("駐車", desk.offices[0].id)
    await desk.sakura.post("/inquiries/topics", {"label": "公園"})
    page = await desk.sakura.post(where, {"label": "公園"}, status=422)
    assert "同じ名称の分類が既にあります。" in page.select_one(".field-error").text
    await desk.sakura.post(where, {"label": ""}, status=422)
    await desk.sakura.post(where, {"label": "公共", "office": desk.workspace.city.id}, status=422)
    city = await desk.workspace.browser("例示市の人", Role.INQUIRY_OFFICER, of=desk.workspace.city)
    await city.get(where, status=404)
    await city.post(where, {"label": "横取り"}, status=404)


async def test_the_standard_topics_come_once(desk: Desk) -> None:
    await desk.sakura.post("/inquiries/topics", {"label": "公印", "words": "はんこ"})
    await desk.sakura.post("/inquiries/topics/usual")
    first = await desk.workspace.rows("inquiry_topic")
    await desk.sakura.post("/inquiries/topics/usual")
    assert len(await desk.workspace.rows("inquiry_topic")) == len(first) > 5
    assert [row["words"] for row in first if row["label"] == "公印"] == ["はんこ"]
    assert {row["office_id"] for row in first if row["label"] == "情報公開"} == {desk.offices[0].id}
