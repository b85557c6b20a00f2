"""From the question to the reveal, through the pages, on both databases."""

import json
import re

import httpx2
import pytest
from bs4 import BeautifulSoup

from genkan.governance import Role
from genkan.knowledge import Readers
from genkan.storage import DatabaseFull

from .conftest import QUESTION, TrialRoom

FORM = {"question": QUESTION, "information_class": "1"}


async def start(browser: httpx2.AsyncClient, **changes: str) -> str:
    """Send the form; returns the address of the comparison."""
    response = await browser.post("/compare", data={**FORM, **changes})
    assert response.status_code == 303, response.text
    return response.headers["location"]


def soup(response: httpx2.Response) -> BeautifulSoup:
    assert response.status_code == 200, response.text
    return BeautifulSoup(response.text, "html.parser")


async def test_the_whole_way(room: TrialRoom) -> None:
    arms = await room.connect_extracts()
    browser = await room.browser(await room.person("試験花子"))
    assert "抽出回答" in soup(await browser.get("/compare")).text
    address = await start(browser)
    await room.until_ended()
    room.see_all()

    page = soup(await browser.get(address))
    assert [heading.text for heading in page.select(".answer h3")] == ["回答A", "回答B"]
    assert len(page.select("form[action$='/vote'] input[name='choice']")) == 4
    vote = {"choice": "b", "reasons": ["correct", "length"], "comment": "根拠が<明確>でした。"}
    thanks = await browser.post(f"{address}/vote", data=vote)
    assert (thanks.status_code, thanks.headers["location"]) == (303, f"{address}#vote")

    page = soup(await browser.get(address))
    assert "評価を受け付けました。" in page.text
    assert "根拠が<明確>でした。" in page.text
    page.select_one("form#guess").decompose()
    assert not [arm for arm in arms if arm.title in page.text]
    assert (await browser.post(f"{address}/reveal")).status_code == 303
    page = soup(await browser.get(address))
    assert all(arm.title in page.text for arm in arms)

    assert [row["choice"] for row in await room.rows("vote")] == ["b"]
    assert len(await room.events("trial:comparison:voted")) == 1
    assert len(await room.events("trial:comparison:revealed")) == 1
    assert "評価済み" in soup(await browser.get("/compare")).text


async def test_the_form_begins_with_the_safest_class_and_the_own_collections(room: TrialRoom) -> None:
    """As the form of the chat does; where nothing can be compared, no class is chosen."""
    own = await room.add_collection("例示省規程集")
    city = await room.add_organisation("例示市")
    async with room.database.write() as connection:
        await room.library.add_collection(
            connection, organisation_id=city.id, title="例示市例規集", readers=Readers.EVERYONE
        )
    browser = await room.browser(await room.person("試験花子"))
    before = soup(await browser.get("/compare"))
    await room.connect_extracts()
    page = soup(await browser.get("/compare"))

    assert not before.select("input[name=information_class][checked]")
    assert [box["value"] for box in page.select("input[name=information_class][checked]")] == ["2"]
    assert len(page.select("input[name=collection]")) == 2
    assert [box["value"] for box in page.select("input[name=collection][checked]")] == [own.id]


async def test_the_assignment_is_written_with_the_question(room: TrialRoom) -> None:
    await room.connect_extracts()
    browser = await room.browser(await room.person("試験花子"))
    await start(browser)
    [assigned] = await room.events("trial:comparison:assigned")
    assert QUESTION not in assigned["details"]
    assert json.loads(assigned["details"])["question_length"] == len(QUESTION)


async def test_what_cannot_be_recorded_is_not_asked(room: TrialRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    """The assignment and both questions are one transaction: no token can come before the record."""
    await room.connect_extracts()
    browser = await room.browser(await room.person("試験花子"))

    async def fail(*_arguments: object, **_more: object) -> str:
        raise DatabaseFull

    monkeypatch.setattr(room.ledger, "record", fail)
    assert (await browser.post("/compare", data=FORM)).status_code == 507
    for table in ("comparison", "comparison_side", "answer", "job"):
        assert await room.rows(table) == []


async def test_a_stream_carries_both_answers_and_then_the_vote(room: TrialRoom) -> None:
    await room.connect_extracts()
    browser = await room.browser(await room.person("試験花子"))
    address = await start(browser)
    await room.until_ended()
    room.see_all()
    response = await browser.get(f"{address}/events")
    assert response.headers["content-type"].startswith("text/event-stream")
    assert "answer-a-closed" in response.text
    assert "answer-b-closed" in response.text
    assert f'action="{address}/vote"' in response.text
    assert response.text.rstrip().endswith("event: end\ndata:")


async def test_both_arms_get_the_same_sources(room: TrialRoom) -> None:
    await room.connect_extracts()
    browser = await room.browser(await room.person("試験花子"))
    collection = await room.add_collection("旅費の規程")
    await room.library.build_index()
    address = await start(browser, search="yes", collection=collection.id)
    await room.until_ended()
    room.see_all()
    page = soup(await browser.get(address))
    assert page.select(".source a[href^='/regulations/']")
    assert len(page.select(".answer a.citation[href^='#source-']")) >= 2
    assert not page.select(".citation-failed")
    assert len(page.select(".answer .check-passed")) == 2
    answers = {row["id"]: row for row in await room.rows("answer")}
    first, second = [answers[row["answer_id"]] for row in await room.rows("comparison_side")]
    assert first["sources"] == second["sources"]
    assert first["messages"] == second["messages"]


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"question": "  \n "}, 422, "質問が入力されていません。"),
        ({"question": "長" * 350_000}, 413, "質問が長すぎます"),
        ({"information_class": ""}, 422, "情報の区分が選択されていません。"),
        ({"information_class": "3"}, 422, "機密性3の情報は"),
        ({"search": "yes", "collection": "nothing"}, 404, "選択した資料は見つかりません。"),
    ],
)
async def test_a_refused_form_keeps_what_was_typed(
    room: TrialRoom, changes: dict[str, str], status: int, sentence: str
) -> None:
    await room.connect_extracts()
    browser = await room.browser(await room.person("試験花子"))
    response = await browser.post("/compare", data={**FORM, **changes})
    assert response.status_code == status
    page = BeautifulSoup(response.text, "html.parser")
    assert sentence in page.text
    typed = {**FORM, **changes}["question"]
    assert page.select_one("textarea").text.strip() == typed.strip()
    assert await room.rows("comparison") == []
    assert await room.rows("answer") == []


async def test_too_few_arms(room: TrialRoom) -> None:
    await room.connect("一つだけのモデル", protocol="extract")
    browser = await room.browser(await room.person("試験花子"))
    response = await browser.post("/compare", data=FORM)
    assert response.status_code == 422
    page = BeautifulSoup(response.text, "html.parser")
    assert "2つ以上接続されていない" in page.select_one("#information_class-error").text
    assert page.select_one("textarea").text.strip() == QUESTION
    assert await room.rows("comparison") == []


async def test_a_search_that_fails_is_told(room: TrialRoom) -> None:
    await room.connect_extracts()
    collection = await room.add_collection("旅費の規程")
    browser = await room.browser(await room.person("試験花子"))
    response = await browser.post("/compare", data={**FORM, "search": "yes", "collection": collection.id})
    assert response.status_code == 503
    assert "まだ検索できません" in response.text
    assert await room.rows("comparison") == []


async def test_a_collection_above_the_class_is_refused(room: TrialRoom) -> None:
    await room.connect_extracts()
    collection = await room.add_collection("人事の規程", information_class=2)
    await room.library.build_index()
    browser = await room.browser(await room.person("試験花子"))
    data = {**FORM, "search": "yes", "collection": collection.id}
    assert (await browser.post("/compare", data=data)).status_code == 422
    assert (await browser.post("/compare", data={**data, "information_class": "2"})).status_code == 303


async def test_the_same_form_sent_twice_is_one_comparison(room: TrialRoom) -> None:
    await room.connect_extracts()
    browser = await room.browser(await room.person("試験花子"))
    page = soup(await browser.get("/compare"))
    sending_id = page.select_one("input[name=sending_id]")["value"]
    first = await start(browser, sending_id=sending_id)
    assert await start(browser, sending_id=sending_id) == first
    assert await start(browser, sending_id=sending_id, question="別の質問です。") != first
    other = await room.browser(await room.person("試験太郎"))
    assert await start(other, sending_id=sending_id) != first
    assert len(await room.events("trial:comparison:assigned")) == 3


async def test_what_others_compare_does_not_exist(room: TrialRoom) -> None:
    await room.connect_extracts()
    address = await start(await room.browser(await room.person("試験花子")))
    await room.until_ended()
    other = await room.browser(await room.person("試験太郎"))
    statuses = [
        (await other.get(address)).status_code,
        (await other.get(f"{address}/events")).status_code,
        (await other.post(f"{address}/vote", data={"choice": "a"})).status_code,
        (await other.post(f"{address}/reveal")).status_code,
    ]
    assert statuses == [404] * 4
    assert await room.rows("vote") == []
    operator = await room.browser(await room.person("試験次郎", Role.OPERATOR))
    assert (await operator.get("/compare")).status_code == 404


async def test_a_visitor_is_led_to_the_sign_in(room: TrialRoom) -> None:
    transport = httpx2.ASGITransport(app=room.application)
    async with httpx2.AsyncClient(transport=transport, base_url="http://genkan.test") as visitor:
        response = await visitor.get("/compare")
    assert response.headers["location"] == "/sign-in?next=/compare"


async def test_reveal_before_the_vote_is_refused(room: TrialRoom) -> None:
    arms = await room.connect_extracts()
    browser = await room.browser(await room.person("試験花子"))
    address = await start(browser)
    await room.until_ended()
    response = await browser.post(f"{address}/reveal")
    assert response.status_code == 409
    assert not [arm for arm in arms if arm.title in response.text]
    assert await room.rows("reveal") == []


async def test_a_vote_that_cannot_be_read_keeps_the_comment(room: TrialRoom) -> None:
    await room.connect_extracts()
    browser = await room.browser(await room.person("試験花子"))
    address = await start(browser)
    await room.until_ended()
    room.see_all()
    for vote in ({"choice": "c"}, {"choice": "a", "reasons": "colour"}, {}):
        response = await browser.post(f"{address}/vote", data={**vote, "comment": "残してほしい意見"})
        assert response.status_code == 422
        assert "残してほしい意見" in response.text
    response = await browser.post(f"{address}/vote", data={"choice": "a", "comment": "長" * 2_001})
    assert response.status_code == 413
    assert await room.rows("vote") == []


async def test_english(room: TrialRoom) -> None:
    await room.connect_extracts()
    browser = await room.browser(await room.person("Hanako", Role.STAFF, language="en"))
    page = soup(await browser.get("/compare"))
    assert page.html["lang"] == "en"
    assert not re.search("[ぁ-ん]|機密性", page.select_one("main").text)
