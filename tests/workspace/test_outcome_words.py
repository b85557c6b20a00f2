"""Every way in which an answer can end has its word on the page, in both languages."""

import pytest

from genkan.gateway import Outcome
from genkan.ui import Pages
from tests.workspace.conftest import Workspace


@pytest.mark.parametrize("outcome", Outcome)
async def test_an_ended_answer_says_how(sqlite_workspace: Workspace, pages: Pages, outcome: Outcome) -> None:
    await sqlite_workspace.connect()
    browser = await sqlite_workspace.browser(language="en")
    path = await sqlite_workspace.ask(browser)
    await sqlite_workspace.end_as(outcome)
    word = (await browser.get(path)).select_one(".answer-head .badge").text.strip()
    assert word
    assert word.isascii()
