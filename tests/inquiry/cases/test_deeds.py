"""What officers do with a case, what it leaves, and what happens when two do it at once."""

import asyncio

import pytest

from genkan.governance import Role
from tests.inquiry.conftest import Desk


async def test_a_case_goes_from_intake_to_its_end_and_back(desk: Desk) -> None:
    path = await desk.receive()
    await desk.confirm(path, owner=desk.sakura.person.id)
    await desk.deed(path, "note", words="過去の回答を確認した。")
    await desk.deed(path, "answer", words="電話で手数料をお伝えした。")
    await desk.deed(path, "complete")
    assert (await desk.case(path))["state"] == "completed"
    desk.workspace.clock.advance(days=30)
    await desk.deed(path, "reopen", words="再度の照会があった。")
    case = await desk.case(path)
    assert (case["state"], case["version"], str(case["deadline"])) == ("received", 6, "2026-12-16")
    assert [kind.rsplit(":", 1)[1] for kind in await desk.kinds(path)] == [
        *("received", "confirmed", "noted", "answered", "completed", "reopened")
    ]


async def test_words_are_kept_with_the_case_and_not_in_the_ledger(desk: Desk) -> None:
    path = await desk.receive()
    await desk.deed(path, "refer", destination="例示県庁 広報課", words="県の事務であるため。")
    (note,) = await desk.workspace.rows("inquiry_note")
    assert (note["kind"], note["text"]) == ("referred", "例示県庁 広報課\n県の事務であるため。")
    events = await desk.workspace.rows("ledger_event")
    assert not any("例示県庁" in event["details"] or "県の事務" in event["details"] for event in events)
    page = await desk.kaede.get(path)
    assert "県の事務であるため。" in page.text


async def test_the_ledger_tells_whether_the_proposal_was_followed(desk: Desk) -> None:
    await desk.sakura.post("/inquiries/topics/usual")
    topics = {row["label"]: row["id"] for row in await desk.workspace.rows("inquiry_topic")}
    followed, corrected = await desk.receive(), await desk.receive()
    await desk.confirm(followed, topic=topics["情報公開"])
    await desk.confirm(corrected, topic=topics["公印"])
    told = [(await desk.events(path))[-1][1]["as_proposed"] for path in (followed, corrected)]
    assert told == [True, False]


async def test_of_two_officers_the_second_is_told_and_loses_nothing(desk: Desk) -> None:
    path = await desk.receive()
    seen = await desk.version(path)
    await desk.sakura.post(f"{path}/note", {"version": seen, "words": "先に書いたメモ"})
    page = await desk.kaede.post(f"{path}/note", {"version": seen, "words": "後から書いたメモ"}, status=409)
    assert "ほかの職員がこの案件を更新しました" in page.text
    assert "先に書いたメモ" in page.text
    form = page.select_one("#words-note").find_parent("form")
    assert form.textarea.text.strip() == "後から書いたメモ"
    await desk.kaede.post(
        f"{path}/note",
        {"version": form.select_one("[name=version]")["value"], "words": form.textarea.text},
    )
    assert [row["text"] for row in await desk.workspace.rows("inquiry_note")] == [
        *("先に書いたメモ", "後から書いたメモ")
    ]


async def test_two_decisions_at_the_same_moment_leave_one(desk: Desk) -> None:
    path = await desk.receive()
    seen = await desk.version(path)
    answers = await asyncio.gather(
        *(
            browser.client.post(
                f"{path}/confirm", data={"version": seen, "office": office.id, "urgency": "normal"}
            )
            for browser, office in zip((desk.sakura, desk.kaede), desk.offices, strict=True)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    won = next(number for number, answer in enumerate(answers) if answer.status_code == 303)
    case = await desk.case(path)
    assert (case["office_id"], case["version"]) == (desk.offices[won].id, 2)
    assert await desk.kinds(path) == ["inquiry:case:received", "inquiry:case:confirmed"]


async def test_what_was_decided_comes_back_with_a_refusal(desk: Desk) -> None:
    path = await desk.receive()
    seen = await desk.version(path)
    await desk.deed(path, "take", by=desk.kaede)
    decided = {"version": seen, "office": desk.offices[1].id, "urgency": "urgent", "flags": ["media"]}
    page = await desk.sakura.post(f"{path}/confirm", decided, status=409)
    assert page.select_one("#office option[selected]")["value"] == desk.offices[1].id
    assert page.select_one("[name=urgency][checked]")["value"] == "urgent"
    assert [box["value"] for box in page.select("[name=flags][checked]")] == ["media"]


async def test_a_case_of_a_colleague_is_ended_by_the_colleague(desk: Desk) -> None:
    path = await desk.receive()
    await desk.confirm(path, owner=desk.sakura.person.id)
    page = await desk.deed(path, "decline", by=desk.kaede, status=403, words="重複しているため。")
    assert "案件の担当者だけが行えます" in page.text
    await desk.deed(path, "take", by=desk.kaede)
    await desk.deed(path, "decline", by=desk.kaede, words="重複しているため。")
    assert (await desk.case(path))["state"] == "declined"


@pytest.mark.parametrize("deed", ["answer", "complete", "reopen"])
async def test_a_deed_that_does_not_fit_changes_nothing(desk: Desk, deed: str) -> None:
    path = await desk.receive()
    page = await desk.deed(path, deed, status=409, words="まだできないこと")
    assert "現在の状態（受付）では、この操作を行えません" in page.text
    assert (await desk.case(path))["version"] == 1


@pytest.mark.parametrize(
    ("deed", "fields", "told"),
    [
        ("note", {"words": " \x00\n"}, "内容を入力してください。"),
        ("note", {"words": "長" * 10_001}, "10,000文字以内"),
        ("refer", {"words": "県の事務", "destination": " "}, "移送先の機関を"),
        ("confirm", {"urgency": "", "office": ""}, "緊急度を選択してください。"),
        ("confirm", {"urgency": "normal", "office": ""}, "担当課を選択してください。"),
        ("confirm", {"urgency": "normal", "office": "OFFICE", "topic": "none"}, "選択した分類は"),
        ("confirm", {"urgency": "normal", "office": "OFFICE", "owner": "none"}, "選択した人は"),
    ],
)
async def test_what_cannot_be_taken_is_told_at_its_field(
    desk: Desk, deed: str, fields: dict[str, str], told: str
) -> None:
    await desk.sakura.post("/inquiries/topics", {"label": "公園"})
    path = await desk.receive()
    sent = {name: desk.offices[0].id if value == "OFFICE" else value for name, value in fields.items()}
    page = await desk.deed(path, deed, status=422, **sent)
    assert told in page.select_one(".field-error").text
    assert (await desk.case(path))["version"] == 1


async def test_cases_of_others_do_not_exist(desk: Desk) -> None:
    path = await desk.receive()
    city = await desk.workspace.browser("例示市の人", Role.INQUIRY_OFFICER, of=desk.workspace.city)
    staff = await desk.workspace.browser("例示花子", Role.STAFF)
    for browser in (city, staff):
        await browser.get(path, status=404)
        await browser.post(f"{path}/note", {"version": "1", "words": "読めないはず"}, status=404)
    assert "R8-000001" not in (await city.get("/inquiries")).text
    await staff.get("/inquiries", status=404)
    await staff.get("/inquiries/topics", status=404)
    await desk.sakura.post(f"{path}/nothing", {"version": "1"}, status=404)
    assert (await desk.case(path))["version"] == 1


async def test_another_deadline_wants_a_reason_and_stays_when_the_office_changes(desk: Desk) -> None:
    path = await desk.receive()
    before = (await desk.case(path))["deadline"]
    for day in ("", "2026-10-01", "2031-01-01", "soon"):
        page = await desk.deed(path, "deadline", status=422, deadline=day, words="調査のため。")
        assert "回答期限は、本日から" in page.select_one("#deadline-deadline-error").text
        assert page.select_one("#words-deadline").text.strip() == "調査のため。"
    await desk.deed(path, "deadline", status=422, deadline="2026-12-25", words=" ")
    await desk.deed(path, "deadline", deadline="2026-12-25", words="調査に時間が掛かるため。")
    await desk.confirm(path, office=desk.offices[1].id)
    assert str((await desk.case(path))["deadline"]) == "2026-12-25" != str(before)
    page = await desk.sakura.get(path)
    assert "窓口さくらが理由を付けて変更しました。" in page.text
    assert (
        "令和8年11月17日 → 令和8年12月25日\n調査に時間が掛かるため。"
        in page.select_one(".case-note .entered").text
    )
    assert "回答期限の変更" in page.select_one(".case-history").text
    assert "inquiry:case:deadline_set" in await desk.kinds(path)


async def test_why_something_is_proposed_is_told_in_english_too(desk: Desk) -> None:
    supervisor = await desk.workspace.browser("責任者", Role.INQUIRY_OFFICER, language="en")
    await desk.sakura.post("/inquiries/topics", {"label": "手数料", "words": "手数料"})
    path = await desk.receive("至急お願いします。手数料はいくらですか。")
    told = (await supervisor.get(path)).select_one(".proposals").text
    assert 'The words 「手数料」 belong to "手数料".' in told
    assert 'It says "至急".' in told
    assert "The writer is in a hurry or has a date ahead." in told
