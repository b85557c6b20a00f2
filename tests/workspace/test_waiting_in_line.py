"""A question that waits for a busy model is told its place, on the page, by the stream and after a reload."""

import asyncio

from bs4 import BeautifulSoup

from tests.workspace.conftest import LIMIT, Browser, Model, Workspace
from tests.workspace.streams import following

PLACE = "順番を待っています（あと1番目）。"


async def waiting(workspace: Workspace, model: Model, *, language: str = "ja") -> tuple[Browser, str]:
    """A question behind another one at a model that takes one at a time, told its place."""
    facts = {"protocol": "openai_chat", "address": model.address, "remote_model": "m", "capacity": 1}
    await workspace.connect("国産モデル", **facts)
    await workspace.begin(await workspace.browser("例示太郎"))
    async with asyncio.timeout(LIMIT):
        while not model.asked:
            await asyncio.sleep(0.02)
    browser = await workspace.browser(language=language)
    path = await workspace.begin(browser)
    answers = await workspace.answers()
    async with asyncio.timeout(LIMIT):
        while not any(workspace.parts.gateway.place_in_line(answer) for answer in answers):
            await asyncio.sleep(0.02)
    return browser, path


def state_of(page: BeautifulSoup) -> str:
    return page.select_one(".answer-head .badge").text.strip()


async def test_a_reloaded_page_and_the_stream_tell_the_place(model: Model, workspace: Workspace) -> None:
    browser, path = await waiting(workspace, model)
    page = await browser.get(path)
    assert page.select_one(".answer-line").text.strip() == PLACE
    assert state_of(page) == "順番待ち"

    async with following(workspace, browser, path) as stream:
        told = BeautifulSoup((await stream.until(PLACE)).html, "html.parser")
        model.finish()
        model.say("どうぞ。")
        served = BeautifulSoup((await stream.until("作成中")).html, "html.parser")
        model.finish()
        await stream.all()

    name = page.select_one("article.answer")["id"]
    assert told.select_one(f"hx-partial[hx-target='#{name}-line']").text.strip() == PLACE
    assert "順番待ち" in told.select_one(f"hx-partial[hx-target='#{name}-state']").text
    assert served.select_one(f"hx-partial[hx-target='#{name}-line']").text.strip() == ""
    page = await browser.get(path)
    assert page.select_one(".answer-line") is None
    assert "どうぞ。" in page.select_one(".answer .prose").text


async def test_the_place_is_told_in_english(model: Model, workspace: Workspace) -> None:
    browser, path = await waiting(workspace, model, language="en")
    page = await browser.get(path)
    assert page.select_one(".answer-line").text.strip() == "Waiting in line (number 1)."
    assert state_of(page) == "Waiting"


async def test_an_answer_that_is_served_shows_no_place(model: Model, workspace: Workspace) -> None:
    await workspace.connect("国産モデル", protocol="openai_chat", address=model.address, remote_model="m")
    browser = await workspace.browser()
    path = await workspace.begin(browser)
    model.say("はい、")
    async with following(workspace, browser, path) as stream:
        await stream.until("はい、")
        page = await browser.get(path)
    assert page.select_one(".answer-line").text.strip() == ""
    assert state_of(page) == "作成中"
