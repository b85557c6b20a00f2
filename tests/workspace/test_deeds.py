"""Feedback, renaming, deleting, and the list of conversations."""

from datetime import timedelta

from genkan.catalogue import InformationClass
from genkan.kit import new_id
from genkan.workspace.conversation import Choices, Conversation
from genkan.workspace.store import conversations
from tests.workspace.conftest import QUESTION, Browser, Model, Workspace


async def test_feedback_is_given_once_and_can_be_changed(workspace: Workspace) -> None:
    await workspace.connect()
    browser = await workspace.browser()
    path = await workspace.ask(browser)
    answer = (await workspace.answers())[0].id

    location = await browser.post(f"{path}/feedback", {"answer": answer, "helpful": "no"})
    page = await browser.get(location)
    assert "評価を記録しました。" in page.select_one(".feedback [role=status]").text
    assert page.select_one(".feedback details").has_attr("open")
    form = {f"reasons-{answer}": ["unclear", "style"], "comment": "長い", "answer": answer, "helpful": "no"}
    await browser.post(f"{path}/feedback", form)

    [row] = await workspace.rows("feedback")
    assert (row["helpful"], row["reasons"], row["comment"]) == (False, ["unclear", "style"], "長い")
    await browser.post(f"{path}/feedback", {"answer": answer, "helpful": "yes"})
    [row] = await workspace.rows("feedback")
    assert (row["helpful"], row["reasons"]) == (True, [])
    pressed = (await browser.get(path)).select('.feedback [aria-pressed="true"]')
    assert [button.text.strip() for button in pressed] == ["役に立った"]
    assert (await workspace.events()).count("workspace:answer:judged") == 3


async def test_an_answer_that_is_being_written_is_not_judged(workspace: Workspace, model: Model) -> None:
    await workspace.connect("国産モデル", protocol="openai_chat", address=model.address, remote_model="m")
    browser = await workspace.browser()
    path = await workspace.begin(browser)
    form = {"answer": (await workspace.answers())[0].id, "helpful": "yes"}
    await browser.post(f"{path}/feedback", form, status=409)
    model.finish()
    await workspace.until_ended()


async def test_a_conversation_is_renamed(workspace: Workspace) -> None:
    await workspace.connect()
    browser = await workspace.browser()
    path = await workspace.ask(browser)
    assert await browser.post(f"{path}/rename", {"title": "  旅費の\r\n精算 "}) == path
    assert (await browser.get(path)).select_one("h1").text == "旅費の 精算"
    assert await browser.post(f"{path}/rename", {"title": "別の名前", "from": "list"}) == "/conversations"


async def test_deleting_leaves_no_text_and_one_event_without_any(workspace: Workspace) -> None:
    await workspace.connect()
    await workspace.add_collection("例示省規程集")
    browser = await workspace.browser()
    path = await workspace.ask(browser)
    await workspace.until_measured(1)
    answer = (await workspace.answers())[0].id
    await browser.post(f"{path}/feedback", {"answer": answer, "helpful": "no", "comment": "長い"})

    location = await browser.post(f"{path}/delete")

    assert "会話を削除しました。" in (await browser.get(location)).text
    for table in ("conversation", "turn", "answer_version", "answer", "feedback", "citation_measure"):
        assert await workspace.rows(table) == []
    [event] = [row for row in await workspace.rows("ledger_event") if row["kind"].endswith(":deleted")]
    assert QUESTION not in event["details"]
    await workspace.parts.gateway.settle()
    assert len(await workspace.rows("call")) == 1
    await browser.get(path, status=404)


async def test_deleting_stops_the_answer_that_is_being_written(workspace: Workspace, model: Model) -> None:
    await workspace.connect("国産モデル", protocol="openai_chat", address=model.address, remote_model="m")
    browser = await workspace.browser()
    path = await workspace.begin(browser)
    model.say("途中")
    await browser.post(f"{path}/delete")
    await workspace.parts.worker.stop(grace_seconds=5)
    assert await workspace.rows("answer") == []
    assert await workspace.rows("citation_measure") == []


async def test_a_conversation_with_an_edited_question_can_be_deleted(workspace: Workspace) -> None:
    await workspace.connect()
    browser = await workspace.browser()
    path = await workspace.ask(browser)
    for number in range(3):
        workspace.clock.advance(minutes=1)
        turn = next(row["id"] for row in await workspace.rows("turn") if row["superseded_at"] is None)
        await browser.post(f"{path}/edit", {"turn": turn, "question": f"質問{number}"})
        await workspace.until_ended()
    await browser.post(f"{path}/delete")
    assert await workspace.rows("turn") == []


async def test_the_list_finds_titles_and_questions_of_the_person_alone(workspace: Workspace) -> None:
    await workspace.connect()
    browser, other = await workspace.browser(), await workspace.browser("例示太郎")
    travel = await workspace.ask(browser, "旅費の精算はいつまでですか。")
    leave = await workspace.ask(browser, "休暇は何日ですか。 100%_の場合")
    await workspace.ask(other, "旅費の上限はいくらですか。")
    await browser.post(f"{leave}/rename", {"title": "年次休暇"})

    async def found(query: str) -> list[str]:
        page = await browser.get(f"/conversations?q={query}")
        return [str(link["href"]) for link in page.select(".plain-list a[href^='/chat/']")]

    assert await found("旅費") == [travel]
    assert await found("年次休暇") == [leave]
    assert await found("何日") == [leave]
    assert await found("旅費 上限") == []
    assert await found("%25_") == [leave]
    assert set(await found("")) == {travel, leave}


async def test_the_list_has_pages(workspace: Workspace) -> None:
    browser = await workspace.browser()
    await add_conversations(workspace, browser, number=21)
    first = await browser.get("/conversations")
    second = await browser.get("/conversations?page=2")
    beyond = await browser.get("/conversations?page=99")
    assert [len(page.select(".plain-list > li")) for page in (first, second, beyond)] == [20, 1, 1]
    assert first.select_one(".pagination a[rel=next]")["href"] == "/conversations?q=&page=2"
    assert "会話20" in first.select_one(".plain-list > li").text


async def add_conversations(workspace: Workspace, browser: Browser, *, number: int) -> None:
    """Write conversations without answers, each a minute after the other."""
    for count in range(number):
        now = workspace.clock() + timedelta(minutes=count)
        conversation = Conversation(
            id=new_id(workspace.clock),
            person_id=browser.person.id,
            organisation_id=browser.person.organisation_id,
            title=f"会話{count}",
            information_class=InformationClass.ONE,
            choices=Choices(deployment_id="", searches=False, collection_ids=()),
            last_answer_id=None,
            seen_at=None,
            created_at=now,
            updated_at=now,
        )
        async with workspace.parts.database.write() as connection:
            await conversations.add_conversation(connection, conversation)
