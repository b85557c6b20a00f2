"""Two experts mark an answer blind, a third decides, and nobody marks what is the own business."""

import json

import httpx2
from bs4 import BeautifulSoup

from genkan.gateway import Source
from genkan.governance import Person, Role
from genkan.trial import withdraw_answers
from tests.trial.agreed_trial import RunningTrial, ask, open_trial
from tests.trial.conftest import StartModel, TrialRoom

QUESTION = "090-1111-2222の職員に、日当をどう説明しますか。"
ANSWER = "例示モデルが答えます。090-1111-2222の方には、定額と説明してください。"
SOURCE = Source(1, "例示省旅費規程 第一条", "一日当たりの定額により支給する。", "/regulations/1")
YES = {"correct": "yes", "source_right": "yes", "usable": "yes", "harmful": "no"}
NO = {**YES, "correct": "no"}


def soup(response: httpx2.Response, *, status: int = 200) -> BeautifulSoup:
    assert response.status_code == status, response.text
    return BeautifulSoup(response.text, "html.parser")


async def trial_with_a_model(room: TrialRoom, model_server: StartModel) -> RunningTrial:
    """An open trial of one model, which names itself, and of the extractive answerer."""
    address = await model_server(ANSWER)
    model = await room.connect(
        "例示モデル", protocol="openai_chat", address=address, remote_model="example", build="1"
    )
    extract, _ = await room.connect_extracts()
    return await open_trial(room, model, extract)


async def browsers(room: TrialRoom, *people: Person) -> list[httpx2.AsyncClient]:
    return [await room.browser(person) for person in people]


async def test_an_answer_is_marked_twice_and_decided_by_a_third(
    room: TrialRoom, model_server: StartModel
) -> None:
    trial = await trial_with_a_model(room, model_server)
    asker = await room.person("試験花子", Role.STAFF, Role.MARKER)
    markers = [await room.person(name, Role.MARKER) for name in ("甲野", "乙川", "丙山")]
    office = await room.person("事務局", Role.TRIAL_OFFICE)
    await trial.agree(asker)
    exposure, _ = await ask(room, trial, asker, "甲", question=QUESTION, sources=(SOURCE,))
    [audit] = await room.rows("trial_audit")
    path = f"/audits/{audit['id']}"
    own, first, second, third = await browsers(room, asker, *markers)

    # The own question is not in the queue, and is refused by its address.
    assert "今のところありません" in soup(await own.get("/audits")).text
    assert "自分の質問" in (await own.post(path, data=YES)).text
    assert (await own.get(path)).status_code == 403

    page = soup(await first.get(path))
    assert "090-1111-2222" not in page.text
    assert "〔電話番号1〕の職員に" in page.text
    assert "（名称を伏せています）が答えます。" in page.text
    assert "一日当たりの定額により支給する。" in page.text
    hidden = (exposure, asker.id, asker.name, "例示モデル", trial.protocol.arms[0].deployment, ">甲<")
    assert not [name for name in hidden if name in str(page)]

    missing = soup(await first.post(path, data={"correct": "yes", "comment": "根拠を確認した"}), status=422)
    assert "4つの項目の全て" in missing.text
    assert missing.select_one("#correct-yes[checked]")
    assert "根拠を確認した" in missing.select_one("textarea").text
    saved = await first.post(path, data={**YES, "comment": "条文のとおり。"})
    assert (saved.status_code, saved.headers["location"]) == (303, "/audits?done=saved")
    # A double click, and a second tab.
    assert (await first.post(path, data=NO)).headers["location"] == "/audits?done=saved"
    assert (await first.get(path)).status_code == 409

    # Both had the page open: the slower of the last two finds that a decision is wanted.
    await second.post(path, data=NO)
    late = soup(await third.post(path, data={**NO, "comment": "誤り"}), status=409)
    assert "裁定が必要になりました" in late.text
    assert "判断が分かれています" in late.text
    assert "条文のとおり。" in late.text
    assert not [marker.name for marker in markers[:2] if marker.name in late.text]
    assert late.select_one("#correct-no[checked]")
    assert "裁定の理由が入力されていません" in (await third.post(path, data={**NO, "decides": "yes"})).text
    await third.post(path, data={**NO, "decides": "yes", "comment": "第二条と異なる。"})

    marked = [json.loads(event["details"]) for event in await room.events("trial:answer:marked")]
    assert sorted((each["correct"], each.get("decided", False), each["side"]) for each in marked) == [
        (False, False, "a"),
        (False, True, "a"),
        (True, False, "a"),
    ]
    assert {event["object_id"] for event in await room.events("trial:answer:marked")} == {exposure}
    [audit] = await room.rows("trial_audit")
    assert (audit["state"], audit["question"], audit["text"], audit["sources"]) == ("decided", "", "", [])

    progress = soup(await (await room.browser(office)).get(f"/audits/office/{trial.id}"))
    assert "甲野" in progress.text
    assert "10件から示します" in progress.text
    assert "選ばれた回答1件" in "".join(progress.text.split())
    assert (await first.get(f"/audits/office/{trial.id}")).status_code == 404


async def test_who_marks_what(room: TrialRoom, model_server: StartModel) -> None:
    trial = await trial_with_a_model(room, model_server)
    city = await room.add_organisation("例示市")
    asker, quitter = await room.person("試験花子"), await room.person("試験次郎")
    inside, elsewhere = (
        await room.person("甲野", Role.MARKER),
        await room.person("乙川", Role.MARKER, organisation=city),
    )
    office = await room.browser(await room.person("事務局", Role.TRIAL_OFFICE))
    await trial.agree(asker, quitter)
    public, _ = await ask(room, trial, asker, "甲", question="機密性1の質問")
    closed, _ = await ask(room, trial, asker, "乙", question="機密性2の質問", information_class=2)
    _, deleted = await ask(room, trial, asker, "甲", question="消される質問")
    left, _ = await ask(room, trial, quitter, "甲", question="取りやめた人の質問")
    await ask(room, trial, await room.person("試験三郎"), "甲", question="同意していない人の質問")
    found = {row["exposure_id"]: f"/audits/{row['id']}" for row in await room.rows("trial_audit")}
    assert len(found) == 4

    await trial.agree(quitter, agreed=False)
    async with room.database.write() as connection:
        await withdraw_answers(connection, [deleted])
    texts = {row["answer_id"]: row["text"] for row in await room.rows("trial_audit")}
    assert texts[deleted] == ""

    first, second = await browsers(room, inside, elsewhere)
    assert (await first.get(found[left])).status_code == 409
    assert (await first.get(found[closed])).status_code == 200
    assert (await second.get(found[public])).status_code == 200
    assert (await second.get(found[closed])).status_code == 404
    assert "採点を待つ回答2件" in "".join(soup(await first.get("/audits")).text.split())

    interests = f"/audits/office/{trial.id}/interests"
    assert (await office.post(interests, data={"person": inside.id, "arm": "戊"})).status_code == 422
    declared = await office.post(interests, data={"person": inside.id, "arm": "甲"})
    assert declared.headers["location"].endswith("?done=declared")
    assert "甲野：例示モデルの回答は割り当てません。" in (await office.get(f"/audits/office/{trial.id}")).text
    assert (await first.get(found[public])).status_code == 404
    assert (await first.post(found[public], data=YES)).status_code == 404
    # What was drawn before the end is marked after it, too.
    await trial.close()
    saved = await first.post(found[closed], data=YES)
    assert saved.headers["location"] == "/audits?done=saved"
    assert len(await room.events("trial:answer:marked")) == 1
    assert (await office.get("/audits/office/unknown")).status_code == 404
    assert "例示の試行" in (await office.get("/audits/office")).text
