"""Asking: a conversation, the next question, the same question anew and in other words."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence

import pytest

from genkan.knowledge import Asker, Collection, Passage, Rewriting
from tests.workspace.conftest import QUESTION, Model, Workspace, fields_of


async def test_a_question_is_answered_with_a_checked_citation(workspace: Workspace) -> None:
    await workspace.connect()
    await workspace.add_collection("例示省規程集")
    browser = await workspace.browser()

    path = await workspace.ask(browser)
    page = await browser.get(path)

    assert page.select_one(".question").text == QUESTION
    answer = page.select_one("article.answer")
    assert "七日以内に、旅費を精算しなければならない。" in answer.select_one(".prose").text
    citation = answer.select_one("a.citation")
    source = page.select_one(citation["href"])
    assert source.select_one("a").text == "例示省旅費規程第三条"
    assert source.select_one("a")["href"].startswith("/regulations/")
    assert "確認できないもの 0件" in answer.select_one(".check").text
    assert answer.text.count("抽出回答（生成AIではありません）") == 2, (
        "in the text and in the text to be copied"
    )
    assert answer.select_one(".prose").text.startswith("抽出回答（生成AIではありません）")
    assert page.select_one(".conversation-bar .badge-class").text.strip() == "機密性2"
    await workspace.until_measured(1)
    assert sorted(await workspace.events()) == [
        "workspace:answer:checked",
        "workspace:conversation:started",
        "workspace:question:asked",
    ]


async def test_citations_are_measured_once_the_answer_has_ended(workspace: Workspace) -> None:
    await workspace.connect()
    await workspace.add_collection("例示省規程集")
    await workspace.ask(await workspace.browser())

    [measure] = await workspace.until_measured(1)

    assert measure["total"] == measure["verified"] > 0
    assert measure["failed"] == 0


async def test_the_ledger_holds_no_word_of_what_was_asked_or_answered(workspace: Workspace) -> None:
    await workspace.connect()
    await workspace.add_collection("例示省規程集")
    await workspace.ask(await workspace.browser())
    await workspace.until_measured(1)

    details = "".join(row["details"] for row in await workspace.rows("ledger_event"))

    assert "旅費" not in details
    assert "精算" not in details


async def test_the_next_question_is_told_what_was_said_before(workspace: Workspace, model: Model) -> None:
    deployment = await workspace.connect(
        "国産モデル", protocol="openai_chat", address=model.address, remote_model="m"
    )
    await workspace.add_collection("例示省規程集")
    browser = await workspace.browser()
    model.say("七日以内です[1]。")
    model.finish()
    path = await workspace.ask(browser, deployment=deployment.id)
    model.say("日当は二千円です。")
    model.finish()

    form = fields_of(await browser.get(path), f"{path}/questions")
    await browser.post(f"{path}/questions", {**form, "question": "日当は一日いくらですか。"})
    await workspace.until_ended()

    told = model.asked[1]["messages"]
    assert [message["role"] for message in told] == ["system", "user", "assistant", "user"]
    assert told[1]["content"] == QUESTION
    assert "（例示省旅費規程第三条）" in told[2]["content"]
    assert told[3]["content"] == "日当は一日いくらですか。"
    assert "日当は、出張の日数に応じ、一日当たり二千円を支給する。" in told[0]["content"]
    assert len((await browser.get(path)).select("article.answer")) == 2


async def test_without_search_nothing_is_quoted(workspace: Workspace, model: Model) -> None:
    await workspace.connect("国産モデル", protocol="openai_chat", address=model.address, remote_model="m")
    await workspace.add_collection("例示省規程集")
    browser = await workspace.browser()
    form = await workspace.form(browser)
    del form["searches"]
    model.say("分かりません。")
    model.finish()

    path = await browser.post("/chat", {**form, "question": QUESTION})
    await workspace.until_ended()

    assert "旅費規程" not in json.dumps(model.asked[0], ensure_ascii=False)
    assert (await browser.get(path)).select_one(".sources") is None


async def test_the_same_form_sent_twice_asks_once(workspace: Workspace) -> None:
    await workspace.connect()
    browser = await workspace.browser()
    form = {**await workspace.form(browser), "question": QUESTION}

    first, second = await browser.post("/chat", form), await browser.post("/chat", form)
    other = await browser.post("/chat", {**form, "question": "別の質問です。"})

    assert first == second != other
    assert len(await workspace.rows("turn")) == 2
    await workspace.until_ended()


async def test_a_further_question_sent_twice_asks_once(workspace: Workspace) -> None:
    await workspace.connect()
    browser = await workspace.browser()
    path = await workspace.ask(browser)
    form = fields_of(await browser.get(path), f"{path}/questions") | {"question": "日当は？"}

    first = await browser.post(f"{path}/questions", form)
    second = await browser.post(f"{path}/questions", form)

    assert first == second
    assert len(await workspace.rows("turn")) == 2
    await workspace.until_ended()


async def test_an_answer_written_anew_keeps_the_one_before(workspace: Workspace) -> None:
    brief = await workspace.connect()
    broad = await workspace.connect("抽出回答（詳細）", parameters={"breadth": "broad"})
    await workspace.add_collection("例示省規程集")
    browser = await workspace.browser()
    path = await workspace.ask(browser, deployment=brief.id)
    form = fields_of(await browser.get(path), f"{path}/regenerate")

    await browser.post(f"{path}/regenerate", {**form, "deployment": broad.id})
    await workspace.until_ended()
    page = await browser.get(path)

    answer = page.select_one("article.answer")
    assert "2版中の2版目" in answer.select_one(".version-pager").text
    assert "抽出回答（詳細）" in answer.select_one(".answer-head").text
    before = await browser.get(answer.select_one(".version-pager a[rel=prev]")["href"])
    assert "抽出回答（簡潔）" in before.select_one(".answer-head").text
    assert (await workspace.events()).count("workspace:answer:regenerated") == 1


async def test_an_edited_question_begins_anew_and_keeps_what_followed(workspace: Workspace) -> None:
    await workspace.connect()
    await workspace.add_collection("例示省規程集")
    browser = await workspace.browser()
    path = await workspace.ask(browser)
    form = fields_of(await browser.get(path), f"{path}/questions")
    workspace.clock.advance(minutes=1)
    await browser.post(f"{path}/questions", {**form, "question": "日当は一日いくらですか。"})
    await workspace.until_ended()
    workspace.clock.advance(minutes=1)

    edit = fields_of(await browser.get(path), f"{path}/edit")
    await browser.post(f"{path}/edit", {**edit, "question": "旅費の目的は何ですか。"})
    await workspace.until_ended()
    page = await browser.get(path)

    assert [question.text for question in page.select(".question")] == ["旅費の目的は何ですか。"]
    pager = page.select_one(".question-foot .version-pager")
    assert "2版中の2版目" in pager.text
    before = await browser.get(pager.select_one("a[rel=prev]")["href"])
    assert [question.text for question in before.select(".question")] == [
        QUESTION,
        "日当は一日いくらですか。",
    ]
    assert before.select_one(".composer") is None
    assert before.select_one("a[rel=next]")["href"].startswith(f"{path}#turn-")
    assert "workspace:question:edited" in await workspace.events()


async def test_only_the_last_answer_is_written_anew(workspace: Workspace) -> None:
    await workspace.connect()
    browser = await workspace.browser()
    path = await workspace.ask(browser)
    first = fields_of(await browser.get(path), f"{path}/regenerate")
    form = fields_of(await browser.get(path), f"{path}/questions")
    await browser.post(f"{path}/questions", {**form, "question": "日当は？"})
    await workspace.until_ended()

    page = await browser.post(f"{path}/regenerate", first, status=409)

    assert "作成し直せるのは、会話の最後の回答だけです。" in page.text


async def test_editing_stops_the_answer_that_is_being_written(workspace: Workspace, model: Model) -> None:
    await workspace.connect("国産モデル", protocol="openai_chat", address=model.address, remote_model="m")
    browser = await workspace.browser()
    path = await workspace.begin(browser)
    model.say("途中まで")
    edit = fields_of(await browser.get(path), f"{path}/edit")
    workspace.clock.advance(seconds=5)

    await browser.post(f"{path}/edit", {**edit, "question": "別の質問です。"})
    model.finish()
    model.finish()
    await workspace.until_ended()

    assert (await workspace.answers())[0].outcome == "stopped"


async def test_no_transaction_is_open_while_the_regulations_are_searched(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await workspace.connect()
    await workspace.add_collection("例示省規程集")
    browser = await workspace.browser()
    searched = watch_searches(workspace, monkeypatch)

    path = await workspace.ask(browser)
    form = fields_of(await browser.get(path), f"{path}/questions")
    await browser.post(f"{path}/questions", {**form, "question": "日当は一日いくらですか。"})
    await workspace.until_ended()
    last = str((await browser.get(path)).select(".turn")[-1]["id"]).removeprefix("turn-")
    await browser.post(f"{path}/regenerate", {"turn": last})
    await workspace.until_ended()
    await browser.post(f"{path}/edit", {"turn": last, "question": "日当はいくらですか。"})
    await workspace.until_ended()

    assert len(searched) == len(await workspace.answers()) == 4


async def test_a_conversation_deleted_during_the_search_stays_deleted(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await workspace.connect()
    await workspace.add_collection("例示省規程集")
    browser = await workspace.browser()
    path = await workspace.ask(browser)
    form = fields_of(await browser.get(path), f"{path}/questions")

    async def delete() -> None:
        await browser.post(f"{path}/delete")

    watch_searches(workspace, monkeypatch, meanwhile=delete)
    await browser.post(f"{path}/questions", {**form, "question": "日当は？"}, status=404)

    assert await workspace.rows("turn") == await workspace.rows("answer") == []


def watch_searches(
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    *,
    meanwhile: Callable[[], Awaitable[None]] | None = None,
) -> list[str]:
    """The questions that are searched for; during each search another writer must get its turn."""
    searched: list[str] = []
    retrieve = workspace.parts.library.retrieve

    async def watched(
        question: str, *, collections: Sequence[Collection], asker: Asker, rewriting: Rewriting
    ) -> tuple[Passage, ...]:
        async with asyncio.timeout(5), workspace.parts.database.write():
            searched.append(question)
        if meanwhile is not None:
            await meanwhile()
        return await retrieve(question, collections=collections, asker=asker, rewriting=rewriting)

    monkeypatch.setattr(workspace.parts.library, "retrieve", watched)
    return searched
