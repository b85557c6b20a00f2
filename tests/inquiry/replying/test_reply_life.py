"""A reply from the proposed basis to the citizen: drafted without a model, checked, approved by another person, sent."""

import io
from datetime import timedelta

import pytest
from docx import Document

from genkan.governance import Role
from genkan.inquiry.drafting import Language, with_translation
from genkan.inquiry.office import Office
from genkan.inquiry.store.offices import keep_office
from genkan.inquiry.store.replies import forget_case, sent_reply
from tests.inquiry.replying.conftest import CONTACT, ReplyDesk


async def test_each_concern_is_shown_with_the_article_that_answers_it(replying: ReplyDesk) -> None:
    page = await replying.page()
    chosen = [box.find_next("label").text for box in page.select("input[name=basis][checked]")]
    assert [each.partition("（")[0] for each in chosen] == [
        f"例示省情報公開事務取扱規程第{number}条" for number in "一二三"
    ]
    assert "行政文書一件につき三百円とする。" in page.text


async def test_a_draft_without_a_model_answers_each_concern_with_a_verified_quotation(
    replying: ReplyDesk,
) -> None:
    await replying.compose()
    reply = await replying.reply()
    assert (reply["state"], reply["origin"], reply["round"]) == ("drafted", "blocks", 1)
    assert reply["text"].splitlines()[:4] == [
        "例示太郎　様",
        "",
        "お問合せをいただき、ありがとうございます。",
        "お問合せ（受付番号R8-000001）について、次のとおり回答します。",
    ]
    for quoted in (
        "規程第一条において、「開示請求に係る手数料は、行政文書一件につき三百円とする」とされています。",
        "規程第二条において、「開示決定は、開示請求があった日から三十日以内にしなければならない」と",
        "規程第三条において、「請求書に押す公印に代えて、電子署名を用いることができる」と",
    ):
        assert quoted in reply["text"]
    assert reply["text"].endswith(CONTACT)
    page = await replying.page()
    assert "文面の確認で見つかった点はありません。" in page.text


async def test_the_whole_way_and_what_is_measured(replying: ReplyDesk) -> None:
    await replying.compose()
    text = (await replying.reply())["text"]
    await replying.deed(
        "submit",
        text=text.replace(
            "三百円とする」とされています。", "三百円とする」とされています。納付は窓口で承ります。"
        ),
    )
    await replying.deed("approve", by=replying.boss)
    reply, case = await replying.reply(), await replying.case()
    assert (case["state"], reply["state"], reply["way"]) == ("answered", "approved", "email")
    assert 0 < reply["edit_distance"] < 0.1
    assert (reply["blocks_used"], reply["citations_changed"]) == (0, 0)
    clock = replying.desk.workspace.clock
    assert reply["sent_at"] - reply["approved_at"] == timedelta(seconds=60)
    (mail,) = await replying.desk.workspace.rows("inquiry_mail")
    assert (mail["to"], mail["text"], mail["state"]) == ("taro@example.jp", reply["text"], "queued")
    async with replying.desk.workspace.parts.database.read() as connection:
        assert await sent_reply(connection, case["id"], now=clock()) is None
        sent = await sent_reply(connection, case["id"], now=clock() + timedelta(seconds=60))
    assert sent is not None
    assert sent.text == reply["text"]
    assert [basis.citation[-3:] for basis in sent.basis] == ["第一条", "第二条", "第三条"]


async def test_the_ledger_tells_the_story_without_words_of_the_reply(replying: ReplyDesk) -> None:
    await replying.submitted()
    await replying.deed("return", by=replying.boss, words="根拠を補うこと。")
    await replying.deed("submit")
    await replying.deed("approve", by=replying.boss)
    events = await replying.desk.events(replying.path)
    assert [event["kind"].rsplit(":", 1)[1] for event, _ in events] == [
        *("received", "confirmed", "drafted", "submitted", "returned", "submitted", "approved")
    ]
    told = events[-1][1]
    assert (told["way"], told["four_eyes"], told["edit_distance"]) == ("email", True, 0.0)
    assert not any("三百円" in event["details"] or "根拠を補う" in event["details"] for event, _ in events)
    assert "根拠を補うこと。" in (await replying.page()).text


async def test_nobody_approves_what_they_wrote(replying: ReplyDesk) -> None:
    await replying.submitted()
    page = await replying.deed("approve", status=403)
    assert "自分が作成又は修正した回答は、自分では承認できません。" in page.text
    page = await replying.deed("approve", by=replying.desk.kaede, status=403)
    assert "照会対応責任者だけが行えます" in page.text
    assert (await replying.case())["state"] == "awaiting"
    shown = await replying.page()
    assert "承認できる人：責任者もみじ" in shown.text
    assert shown.select_one(f"form[action='{replying.path}/reply/approve']") is None


async def test_a_supervisor_who_wrote_on_it_does_not_approve_either(replying: ReplyDesk) -> None:
    await replying.compose()
    await replying.desk.deed(replying.path, "take", by=replying.boss)
    await replying.deed("draft", by=replying.boss, text="責任者が直した文面です。")
    await replying.desk.deed(replying.path, "take")
    await replying.deed("submit")
    page = await replying.deed("approve", by=replying.boss, status=403)
    assert "自分では承認できません" in page.text


async def test_where_the_office_wants_no_four_eyes_the_officer_approves(replying: ReplyDesk) -> None:
    house = replying.desk.workspace
    async with house.parts.database.write() as connection:
        office = Office(house.ministry.id, four_eyes=False, contact=CONTACT)
        await keep_office(connection, office, organisation_id=house.ministry.id)
    await replying.submitted()
    await replying.deed("approve")
    assert (await replying.case())["state"] == "answered"


async def test_four_eyes_follow_a_reply_to_an_office_that_wants_two(replying: ReplyDesk) -> None:
    """Also through an office that only passed it on."""
    desk, house = replying.desk, replying.desk.workspace
    lax = Office(desk.offices[1].id, four_eyes=False, contact=CONTACT)
    async with house.parts.database.write() as connection:
        await keep_office(connection, lax, organisation_id=house.ministry.id)
    owner = {"owner": replying.sakura.person.id}
    await desk.confirm(replying.path, office=lax.id, **owner)
    await replying.compose()
    assert (await replying.reply())["four_eyes"] is False
    for office in (desk.offices[0].id, lax.id):
        await desk.confirm(replying.path, office=office, **owner)
    await replying.deed("submit")
    assert "承認できる人：責任者もみじ" in (await replying.page()).text
    page = await replying.deed("approve", status=403)
    assert "自分では承認できません" in page.text
    await replying.deed("approve", by=replying.boss)
    assert (await desk.events(replying.path))[-1][1]["four_eyes"] is True


async def test_a_letter_is_answered_on_the_day_on_which_somebody_posted_it(replying: ReplyDesk) -> None:
    desk, clock = replying.desk, replying.desk.workspace.clock
    await replying.compose()
    await replying.deed("submit", way="letter")
    await replying.deed("approve", by=replying.boss)
    reply, case = await replying.reply(), await replying.case()
    assert (case["state"], reply["sent_at"]) == ("posting", None)
    clock.advance(days=3)
    queue = await desk.sakura.get("/inquiries?state=posting")
    assert "発送待ちの案件" in queue.select_one(".desk-figures").text
    assert replying.path in str(queue.select_one("table"))
    sent = {"posted_on": "2026-11-01"}
    page = await replying.deed("post", status=422, **sent)
    assert "承認した日から本日までの日" in page.select_one("#posted_on-error").text
    supervisor = await replying.boss.get("/inquiries/statistics")
    assert "発送待ち1件" in " ".join(supervisor.select_one("dl").text.split())
    await replying.deed("withdraw")
    await replying.deed("submit", way="letter")
    await replying.deed("approve", by=replying.boss)
    await replying.deed("post", posted_on="2026-11-05")
    reply, case = await replying.reply(), await replying.case()
    assert (case["state"], str(reply["posted_on"])) == ("answered", "2026-11-05")
    assert reply["sent_at"] is not None
    assert (await desk.kinds(replying.path))[-1] == "inquiry:case:posted"
    await replying.deed("withdraw", status=409)


async def test_only_what_the_product_drafted_is_measured_in_its_own_language(replying: ReplyDesk) -> None:
    await replying.compose()
    text = (await replying.reply())["text"]
    with_translation_of_it = with_translation(text, "The fee is 300 yen. " * 50, Language.ENGLISH)
    await replying.deed("submit", text=with_translation_of_it)
    await replying.deed("approve", by=replying.boss)
    assert (await replying.reply())["edit_distance"] == 0.0
    replying.desk.workspace.clock.advance(days=1)
    await replying.desk.deed(replying.path, "reopen", words="再度の照会があった。")
    await replying.desk.confirm(replying.path, owner=replying.sakura.person.id)
    await replying.deed("draft", text=f"職員が書いた文面です。\n{CONTACT}", way="email")
    await replying.deed("submit", text=f"職員が書き直した文面です。\n{CONTACT}")
    await replying.deed("approve", by=replying.boss)
    reply = await replying.reply()
    assert (reply["round"], reply["edit_distance"], reply["blocks_used"]) == (2, None, 0)


async def test_within_a_minute_the_reply_is_withdrawn_and_the_mail_stays(replying: ReplyDesk) -> None:
    await replying.submitted()
    await replying.deed("approve", by=replying.boss)
    replying.desk.workspace.clock.moment += timedelta(seconds=59)
    await replying.deed("withdraw")
    case, reply = await replying.case(), await replying.reply()
    assert (case["state"], reply["state"]) == ("drafted", "drafted")
    assert (reply["sent_at"], reply["mail_id"], reply["edit_distance"]) == (None, "", None)
    (mail,) = await replying.desk.workspace.rows("inquiry_mail")
    assert mail["state"] == "withdrawn"
    await replying.deed("submit")
    await replying.deed("approve", by=replying.boss)
    assert (await replying.reply())["round"] == 1


async def test_after_the_minute_it_is_too_late(replying: ReplyDesk) -> None:
    await replying.submitted()
    await replying.deed("approve", by=replying.boss)
    page = await replying.deed("withdraw", by=replying.desk.kaede, status=403)
    assert "回答を作成した人" in page.text
    replying.desk.workspace.clock.moment += timedelta(seconds=60)
    page = await replying.deed("withdraw", status=409)
    assert "既に送られたため" in page.text
    assert (await replying.case())["state"] == "answered"


async def test_a_case_that_is_reopened_gets_a_reply_of_its_own(replying: ReplyDesk) -> None:
    await replying.submitted()
    await replying.deed("approve", by=replying.boss)
    replying.desk.workspace.clock.advance(days=2)
    await replying.desk.deed(replying.path, "reopen", words="再度の照会があった。")
    await replying.desk.confirm(replying.path, owner=replying.sakura.person.id)
    page = await replying.page()
    assert page.select_one("textarea[name=text]").text.strip() == ""
    await replying.deed("draft", text="改めて回答します。", way="letter")
    rows = sorted(await replying.desk.workspace.rows("inquiry_reply"), key=lambda row: row["round"])
    assert [(row["round"], row["state"]) for row in rows] == [(1, "approved"), (2, "drafted")]


async def test_two_officers_keep_both_texts(replying: ReplyDesk) -> None:
    await replying.compose()
    seen = str((await replying.case())["version"])
    await replying.deed("draft", text="先に保存した文面です。")
    page = await replying.sakura.post(
        f"{replying.path}/reply/draft",
        {"version": seen, "text": "後から保存した文面です。", "way": "email"},
        status=409,
    )
    assert page.select_one("textarea[name=text]").text.strip() == "後から保存した文面です。"
    assert "先に保存した文面です。" in page.text
    assert (await replying.reply())["text"] == "先に保存した文面です。"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"text": " \x00 "}, "回答の文面を入力してください。"),
        ({"text": "長" * 20_001}, "20,000文字以内"),
        ({"way": "portal"}, "この方法では、照会者に回答できません。"),
        ({"way": ""}, "この方法では、照会者に回答できません。"),
    ],
)
async def test_what_cannot_be_taken_is_told(replying: ReplyDesk, fields: dict[str, str], told: str) -> None:
    await replying.compose()
    page = await replying.deed("draft", status=422, **fields)
    assert told in page.select_one(".field-error").text


async def test_what_is_blocking_passes_only_with_a_reason(replying: ReplyDesk) -> None:
    await replying.compose()
    wrong = (await replying.reply())["text"].replace("規程第一条において", "規程第九十九条において")
    page = await replying.deed("submit", status=422, text=wrong)
    assert "第九十九条" in page.select_one("textarea[name=text]").text
    assert "このまま承認を求める理由を入力してください" in page.select_one("#words-error").text
    assert (
        page.select_one("#findings-title").find_parent("section").select_one(".badge-error").text
        == "引用と根拠"
    )
    await replying.deed("submit", text=wrong, words="改正予定の条であるため。")
    notes = await replying.desk.workspace.rows("inquiry_note")
    assert [(note["kind"], note["text"]) for note in notes] == [("passed", "改正予定の条であるため。")]
    told = (await replying.desk.events(replying.path))[-1][1]
    assert told["findings_passed"] >= 1
    assert "改正予定の条であるため。" in (await replying.page(by=replying.boss)).text


async def test_the_letter_as_a_word_file(replying: ReplyDesk) -> None:
    await replying.compose()
    answer = await replying.sakura.client.get(f"{replying.path}/reply/letter/docx")
    assert "%E6%A1%88" in answer.headers["content-disposition"]  # 「案」, for nobody approved it
    lines = [
        paragraph.text for paragraph in Document(io.BytesIO(answer.content)).paragraphs if paragraph.text
    ]
    assert lines[:4] == ["令和8年11月2日", "受付番号R8-000001", "例示太郎　様", "お問合せへの回答について"]
    assert any("三百円とする" in line for line in lines)
    await replying.sakura.get(f"{replying.path}/reply/letter/xlsx", status=404)


async def test_cases_of_others_have_no_reply(replying: ReplyDesk) -> None:
    await replying.compose()
    city = await replying.desk.workspace.browser(
        "例示市の人", Role.INQUIRY_OFFICER, of=replying.desk.workspace.city
    )
    for path in ("", "/letter/docx", "/drafting"):
        await city.get(f"{replying.path}/reply{path}", status=404)
    for deed in ("draft", "compose", "submit", "approve", "withdraw", "return", "use", "translate"):
        await city.post(f"{replying.path}/reply/{deed}", {"version": "1", "text": "x"}, status=404)


async def test_erasure_blanks_the_words_and_keeps_the_measures(replying: ReplyDesk) -> None:
    await replying.submitted()
    await replying.deed("approve", by=replying.boss)
    case_id = (await replying.case())["id"]
    async with replying.desk.workspace.parts.database.write() as connection:
        await forget_case(connection, case_id)
        later = replying.desk.workspace.clock() + timedelta(days=1)
        assert await sent_reply(connection, case_id, now=later) is None
    reply = await replying.reply()
    assert (reply["text"], reply["draft_text"], reply["basis"]) == ("", "", "[]")
    assert reply["edit_distance"] == 0.0
    assert await replying.desk.workspace.rows("inquiry_drafting") == []
