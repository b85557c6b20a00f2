"""From an answered case to a public entry, to a draft made of it, to a flag when the rule is amended, and back; on both engines."""

import json
from typing import Any

from genkan.inquiry.object_names import object_names
from genkan.storage import metadata
from tests.inquiry.faq.conftest import AMENDED, ANSWER, QUESTION, TITLE, FaqDesk
from tests.workspace.conftest import Browser

SECRETS = ("例示太郎", "taro@example.jp", "R8-000001")


async def test_an_answer_is_given_again_until_its_rule_changes(faq_desk: FaqDesk) -> None:
    path = await _from_the_case_to_a_draft_without_persons(faq_desk)
    await _approved_by_another_person(faq_desk, path)
    await _citizens_find_it(faq_desk)
    await _a_reply_is_made_of_it(faq_desk)
    await _amended(faq_desk, path)
    await _put_in_use_again(faq_desk, path)
    await _erased(faq_desk, path)


async def _from_the_case_to_a_draft_without_persons(desk: FaqDesk) -> str:
    assert (await desk.sakura.get(desk.case)).select_one(f'a[href="{desk.case}/faq"]')
    page = await desk.sakura.get(f"{desk.case}/faq")
    answer = page.select_one("textarea[name=answer]").text
    assert "三百円とする" in answer
    assert "三十日以内" not in answer  # of another concern
    assert "〔メールアドレス1〕" in answer
    assert "個人情報と思われる記述を伏せました（1件）" in page.text
    assert not [secret for secret in SECRETS if secret in answer + page.select_one("#question").text]
    assert page.select_one("#citations").text.strip() == f"{TITLE}第一条"
    second = await desk.sakura.get(f"{desk.case}/faq?concern=2")
    assert "三十日以内" in second.select_one("textarea[name=answer]").text
    await _nothing_of_the_citizen_is_kept(desk)
    path = await desk.propose(answer=answer, is_public="yes")
    assert await _name_in_the_ledger(desk, path) == "よくある質問"
    told = await desk.deed(path, "save", question="例示 太郎は、いくら払いますか。", status=422)
    assert "照会者の氏名" in told.text
    refused = await desk.deed(path, "submit", status=422)
    assert "個人情報と思われる記述又は未記入の箇所が、1件残っています。" in refused.text
    assert (await desk.faq(path))["state"] == "draft"
    personal = f"{ANSWER}担当は、090-1234-5678の例示花子さんです。"
    await desk.deed(path, "submit", answer=personal, status=422)
    return path


async def _nothing_of_the_citizen_is_kept(desk: FaqDesk) -> None:
    """A name that no detector finds is known of the case; what was typed comes back."""
    for told in ("例示太郎さんには、三百円と答えました。", "例示　様の件です。", "R8-000001の件です。"):
        sent = {"question": QUESTION, "answer": told}
        page = await desk.sakura.post(f"{desk.case}/faq", sent, status=422)
        assert page.select_one("textarea[name=answer]").text.strip() == told
        assert "照会者の氏名" in page.text
    for name in ("inquiry_faq", "inquiry_faq_version", "inquiry_faq_search"):
        assert await desk.replying.desk.workspace.rows(name) == []


async def _name_in_the_ledger(desk: FaqDesk, path: str) -> str:
    faq_id = path.rsplit("/", 1)[1]
    async with desk.replying.desk.workspace.parts.database.read() as connection:
        return (await object_names()["inquiry:faq:"](connection, [faq_id]))[faq_id].text


async def _approved_by_another_person(desk: FaqDesk, path: str) -> None:
    await desk.deed(path, "submit", answer=ANSWER)
    await desk.deed(path, "approve", status=403)
    await desk.deed(path, "approve", by=desk.replying.desk.kaede, status=403)  # four eyes want a supervisor
    assert QUESTION not in (await desk.public()).text
    await desk.deed(path, "return", by=desk.boss, remark="短くしてください。")
    assert "短くしてください。" in (await desk.sakura.get(path)).text
    await desk.deed(path, "submit", answer=ANSWER)
    await desk.deed(path, "approve", by=desk.boss)
    faq = await desk.faq(path)
    assert (faq["state"], faq["shown"]) == ("published", faq["number"])


async def _citizens_find_it(desk: FaqDesk) -> None:
    form = await desk.citizen.get("/ask/reiji")
    assert 'action="/ask/reiji/faq"' in form.text
    assert "set-cookie" not in form.headers
    for query in ("", "?q=手数料", "?q=三百円 開示請求", "?q=円"):
        page = await desk.public(query)
        assert [each.text for each in page.select("main summary bdi")] == [QUESTION], query
        assert f"{TITLE}第一条" in page.text
        assert not [secret for secret in (*SECRETS, "窓口さくら", "責任者もみじ") if secret in page.text]
    assert (await desk.public("?q=公印の")).select("main summary bdi") == []


async def _a_reply_is_made_of_it(desk: FaqDesk) -> None:
    path = await desk.replying.desk.receive("開示請求の手数料はいくらになりますか。")
    await desk.replying.desk.confirm(path, owner=desk.sakura.person.id)
    page = await desk.sakura.get(f"{path}/reply")
    assert QUESTION in page.select_one("#basis-title").parent.text
    chosen = page.select_one("select[name=block] option[selected]")["value"]
    assert ":faq:" in chosen
    sent = {"version": page.select_one("input[name=version]")["value"], "block": [chosen]}
    await desk.sakura.post(f"{path}/reply/compose", sent)
    reply = await _reply(desk, path)
    assert ANSWER in reply["text"]
    assert reply["text"].count(f"{TITLE}第一条") == 1  # the entry says it, no quotation beside it
    assert [each["citation"] for each in json.loads(reply["basis"])] == [f"{TITLE}第一条"]


async def _amended(desk: FaqDesk, path: str) -> None:
    await desk.load(AMENDED)  # the same words under a new day flag nothing
    assert (await desk.faq(path))["state"] == "published"
    later = AMENDED.replace("2026-10-01", "2026-11-01").replace("三百円", "四百円")
    await desk.load(later)
    faq = await desk.faq(path)
    assert (faq["state"], faq["shown"]) == ("review", None)
    page = await desk.sakura.get(path)
    assert "根拠の条文が変わりました。" in page.text
    link = page.select_one('main a[href*="/comparison?"]')["href"]
    compared = (await desk.sakura.get(link)).text
    assert "三百円" in compared
    assert "四百円" in compared
    assert (await desk.public()).select("main summary bdi") == []
    figure = (await desk.boss.get("/inquiries")).select_one('a[href="/inquiries/faq?state=review"]')
    assert "1件" in figure.text
    await _not_taken_automatically(desk)


async def _not_taken_automatically(desk: FaqDesk) -> None:
    path = await desk.replying.desk.receive("開示請求の手数料はおいくらですか。")
    await desk.replying.desk.confirm(path, owner=desk.sakura.person.id)
    page = await desk.sakura.get(f"{path}/reply")
    basis = page.select_one("#basis-title").parent
    assert QUESTION in basis.text
    assert "要見直し" in basis.text
    assert not [each for each in page.select("option") if ":faq:" in each["value"]]
    version = page.select_one("input[name=version]")["value"]
    faq_id = (await desk.replying.desk.workspace.rows("inquiry_faq"))[0]["id"]
    await desk.sakura.post(f"{path}/reply/compose", {"version": version, "block": [f"1:faq:{faq_id}"]})
    reply = await _reply(desk, path)
    assert "三百円" not in reply["text"]


async def _put_in_use_again(desk: FaqDesk, path: str) -> None:
    new = ANSWER.replace("三百円", "四百円")
    page = await desk.deed(path, "submit", answer=new, status=422)
    assert "現在の条文を確認した" in page.text
    assert new in page.select_one("#answer").text
    await desk.deed(path, "submit", answer=new, looked_at="yes")
    await desk.deed(path, "approve", by=desk.boss)
    assert "四百円" in (await desk.public("?q=四百円")).text
    assert (await desk.public("?q=三百円")).select("main summary bdi") == []
    await desk.look()
    assert (await desk.faq(path))["state"] == "published"
    kinds = await desk.replying.desk.workspace.events("inquiry:faq:")
    told = {kind.removeprefix("inquiry:faq:") for kind in kinds}
    assert told == {"proposed", "edited", "submitted", "returned", "approved", "flagged"}


async def _erased(desk: FaqDesk, path: str) -> None:
    """What was approved stays, nothing leads from it to the case, and what nobody approved is gone."""
    case_id = desk.case.rsplit("/", 1)[1]
    before = await desk.faq(path)
    assert before["case_id"] == case_id
    assert await _name_in_the_ledger(desk, path) == QUESTION
    await desk.propose(question="甥が入院した人も請求できますか。", answer="入院した甥も請求できます。")
    await desk.deed(path, "save", answer="入院した甥の分も三百円です。")
    version = (await desk.replying.case())["version"]
    await desk.sakura.post(f"{desk.case}/complete", {"version": version})
    await desk.sakura.post(f"{desk.case}/erasure/ask", {"words": "本人から申出があった。"})
    version = (await desk.replying.case())["version"]
    await desk.boss.post(f"{desk.case}/erasure/approve", {"version": version})
    faq = await desk.faq(path)
    assert (faq["case_id"], faq["state"], faq["writers"]) == (None, "published", "")
    assert (faq["number"], faq["shown"]) == (before["number"], before["shown"])
    assert ANSWER.replace("三百円", "四百円") in (await desk.sakura.get(path)).text
    assert "四百円" in (await desk.public()).text
    house = desk.replying.desk.workspace
    assert len(await house.rows("inquiry_faq_search")) == len(await house.rows("inquiry_faq")) == 1
    assert (await desk.sakura.get("/inquiries/faq?q=甥")).select("tbody a") == []
    own = [str(await house.rows(name)) for name in metadata.tables if name.startswith("inquiry_faq")]
    own += [str(row) for row in await house.rows("ledger_event") if row["kind"].startswith("inquiry:faq:")]
    assert not [secret for secret in (*SECRETS, case_id) if secret in "".join(own)]
    assert "甥" not in "".join(own)


async def _reply(desk: FaqDesk, path: str) -> dict[str, Any]:
    """The reply to a case."""
    rows = await desk.replying.desk.workspace.rows("inquiry_reply")
    return next(row for row in rows if row["case_id"] == path.rsplit("/", 1)[1])


async def test_others_see_nothing_of_it(faq_desk: FaqDesk) -> None:
    path = await faq_desk.published()
    house = faq_desk.replying.desk.workspace
    strangers: list[Browser] = [
        await house.browser("例示市の責任者", *faq_desk.boss.person.roles, of=house.city),
        await house.browser("例示花子"),
    ]
    for stranger in strangers:
        for page in (path, f"{faq_desk.case}/faq"):
            await stranger.get(page, status=404)
        for deed in ("save", "submit", "return", "approve", "retire"):
            await stranger.post(
                f"{path}/{deed}", {"version": "1", "remark": "x", "question": "x", "answer": "x"}, status=404
            )
        await stranger.post(f"{faq_desk.case}/faq", {"question": "x", "answer": "x"}, status=404)
    for route in ("/inquiries/faq", "/inquiries/faq/entries.csv"):
        await strangers[1].get(route, status=404)
        assert QUESTION not in (await strangers[0].get(route)).text
    await strangers[1].post("/inquiries/faq/import", status=404)
    await strangers[0].post("/inquiries/form", {"is_open": "yes", "title": "例示市", "address_name": "shi"})
    assert QUESTION not in (await faq_desk.citizen.get("/ask/shi/faq")).text
    assert (await faq_desk.citizen.get("/ask/none/faq")).status_code == 404
