"""The stream of a conversation: what it sends, how it resumes, what it says of answers that ended otherwise."""

import asyncio

import pytest
from bs4 import BeautifulSoup

from genkan.gateway import AnswerState
from genkan.gateway.gateway import WRITE_ANSWER
from genkan.gateway.store import answers as answer_store
from tests.workspace.conftest import LIMIT, QUESTION, Browser, Model, Workspace
from tests.workspace.streams import Event, following


async def talking(workspace: Workspace, model: Model) -> tuple[Browser, str]:
    """A conversation whose answer a test leads by the hand."""
    await workspace.connect("国産モデル", protocol="openai_chat", address=model.address, remote_model="m")
    await workspace.add_collection("例示省規程集")
    browser = await workspace.browser()
    return browser, await workspace.begin(browser)


async def kept(workspace: Workspace, words: str) -> None:
    """Wait until the text so far stands in the database."""
    async with asyncio.timeout(LIMIT):
        while words not in (await workspace.answers())[0].text:
            await asyncio.sleep(0.02)


def page_after(events: list[Event]) -> str:
    """What a page shows that has put the partials of the events into their places."""
    places: dict[str, str] = {}
    for event in events:
        for partial in BeautifulSoup(event.html, "html.parser").select("hx-partial"):
            target, added = str(partial["hx-target"]), partial.decode_contents()
            kept = places.get(target, "") if partial["hx-swap"] == "beforeend" else ""
            places[target] = kept + added
    return "".join(places.values())


async def test_the_answer_grows_and_ends_with_everything_around_it(
    workspace: Workspace, model: Model
) -> None:
    browser, path = await talking(workspace, model)
    async with following(workspace, browser, path) as stream:
        model.say("第一の段落です[1]。\n\n", "第二の")
        growing = await stream.until("第一の段落です")
        model.say("段落です。")
        model.finish()
        events = await stream.all()

    assert stream.status == 200
    answer_id = (await workspace.answers())[0].id
    assert growing.id.startswith(f"{answer_id}:")
    assert f'href="#source-{answer_id}-1"' in growing.html
    *_, last, end = events
    assert end.name == "end"
    assert 'hx-swap="outerHTML"' in last.html
    assert "役に立った" in last.html
    assert 'id="composer-action"' in last.html
    assert "回答が完了しました。" in last.html


async def test_start_and_end_are_announced_once_and_words_never(workspace: Workspace, model: Model) -> None:
    browser, path = await talking(workspace, model)
    async with following(workspace, browser, path) as stream:
        model.say("はい、", "そうです。")
        await stream.until("そうです。")
        model.finish()
        await stream.all()
    async with following(workspace, browser, path) as stream:
        events = await stream.all()

    announced = [event.html for event in events if "stream-status" in event.html]
    assert len(announced) == 1
    assert "回答が完了しました。" in announced[0]


async def test_a_line_that_broke_gets_the_rest_and_nothing_twice(workspace: Workspace, model: Model) -> None:
    browser, path = await talking(workspace, model)
    async with following(workspace, browser, path) as stream:
        model.say("第一の段落です。\n\n第二の段落です。\n\n第三の")
        seen = await stream.until("第三の")
    model.say("段落です。\n\n第四の段落です。")

    async with following(workspace, browser, path, last_event_id=seen.id) as stream:
        rest = await stream.until("第四の段落です。")
        model.finish()
        *_, last, _end = await stream.all()

    assert "第一の段落です。" not in rest.html
    shown = page_after([seen, rest])
    for paragraph in ("第一の段落です。", "第二の段落です。", "第三の段落です。", "第四の段落です。"):
        assert shown.count(paragraph) == 1
    assert last.html.count("第一の段落です。") == 2  # the text and its Markdown for copying


async def test_a_reloaded_page_and_a_second_tab_see_all_of_it(workspace: Workspace, model: Model) -> None:
    browser, path = await talking(workspace, model)
    model.say("第一の段落です。\n\n第二の")
    await kept(workspace, "第二の")

    page = await browser.get(path)
    async with following(workspace, browser, path) as one, following(workspace, browser, path) as other:
        first = [await stream.until("第二の") for stream in (one, other)]
        model.finish()
        ends = [(await stream.all())[-1].name for stream in (one, other)]

    assert "第一の段落です。" in page.select_one(".live").text
    assert page.select_one("noscript meta[http-equiv=refresh]") is not None
    assert all("第一の段落です。" in event.html for event in first)
    assert ends == ["end", "end"]


@pytest.mark.parametrize("last_event_id", ["nonsense", "x:y", "01a19a33-0f80-7173-9390-150628b7b9d4:7"])
async def test_an_unknown_id_shows_the_truth(workspace: Workspace, last_event_id: str) -> None:
    await workspace.connect()
    browser = await workspace.browser()
    path = await workspace.ask(browser)
    async with following(workspace, browser, path, last_event_id=last_event_id) as stream:
        last, end = await stream.all()
    assert (await workspace.answers())[0].id in last.html
    assert end.name == "end"


async def test_stopping_keeps_what_was_written(workspace: Workspace, model: Model) -> None:
    browser, path = await talking(workspace, model)
    async with following(workspace, browser, path) as stream:
        model.say("途中までの文章")
        await stream.until("途中までの文章")
        answer_id = (await workspace.answers())[0].id
        await browser.post(f"{path}/stop", {"answer": answer_id})
        *_, last, _end = await stream.all()

    assert "途中までの文章" in last.html
    assert "停止" in last.html
    assert "もう一度作成" in last.html
    page = await browser.get(path)
    assert "途中までの文章" in page.select_one(".prose").text
    assert "workspace:answer:stopped" in await workspace.events()


async def test_the_badge_is_told_once_when_the_writing_begins(workspace: Workspace, model: Model) -> None:
    browser, path = await talking(workspace, model)
    answer_id = (await workspace.answers())[0].id
    place = f'hx-target="#answer-{answer_id}-state"'
    async with following(workspace, browser, path) as stream:
        written = await stream.until("作成中</span>")
        model.say("一つ目の文。")
        later = await stream.until("一つ目の文。")
        model.finish()
        await stream.all()
    assert place in written.html
    assert place not in later.html


async def test_stopping_too_late_says_so(workspace: Workspace, model: Model) -> None:
    browser, path = await talking(workspace, model)
    model.say("はい。")
    model.finish()
    await workspace.until_ended()
    location = await browser.post(f"{path}/stop", {"answer": (await workspace.answers())[0].id})
    page = await browser.get(location)
    assert "回答はすでに終わっています。" in page.select_one(".banner-info[role=status]").text
    assert "回答はすでに終わっています。" not in (await browser.get(path)).text
    assert "workspace:answer:stopped" not in await workspace.events()


async def test_after_a_restart_the_lost_answer_says_so_and_keeps_its_text(
    workspace: Workspace, model: Model
) -> None:
    browser, path = await talking(workspace, model)
    model.say("届いた文章")
    await kept(workspace, "届いた文章")

    await workspace.parts.worker.stop(grace_seconds=0)
    async with following(workspace, browser, path) as stream:
        *_, last, _end = await stream.all()

    assert "届いた文章" in last.html
    assert "中断" in last.html
    page = await browser.get(path)
    assert "もう一度作成" in page.select_one(".answer .banner").text
    assert page.select_one(".stream") is None


async def test_an_answer_whose_process_vanished_is_ended_by_the_next(workspace: Workspace) -> None:
    await workspace.connect()
    browser = await workspace.browser()
    await workspace.parts.worker.stop(grace_seconds=0)
    path = await workspace.begin(browser)
    answer = (await workspace.answers())[0]
    async with workspace.parts.database.write() as connection:
        await answer_store.begin(connection, answer.id)
        await answer_store.keep_texts(connection, {answer.id: "届いた文章"})

    await workspace.parts.gateway.writer.lose(answer.id)
    page = await browser.get(path)

    assert (await workspace.answers())[0].state is AnswerState.ENDED
    assert "届いた文章" in page.select_one(".prose").text
    assert "中断" in page.select_one(".answer-head").text
    assert WRITE_ANSWER in {row["task"] for row in await workspace.rows("job")}


async def test_deleting_elsewhere_ends_the_stream(workspace: Workspace, model: Model) -> None:
    browser, path = await talking(workspace, model)
    async with following(workspace, browser, path) as stream:
        model.say("途中")
        await stream.until("途中")
        await browser.post(f"{path}/delete")
        *_, last, end = await stream.all()
    assert "この回答は中断されました。" in last.html
    assert end.name == "end"
    assert QUESTION not in str(await workspace.rows("answer"))


async def test_only_the_owner_gets_the_stream(workspace: Workspace) -> None:
    await workspace.connect()
    path = await workspace.ask(await workspace.browser())
    other = await workspace.browser("例示太郎")
    async with following(workspace, other, path) as stream:
        await stream.all()
    assert stream.status == 404
