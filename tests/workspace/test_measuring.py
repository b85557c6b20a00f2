"""Where the citations of an answer are checked: beside the event loop, which serves all others meanwhile."""

import threading

import pytest

from genkan.gateway import Answer
from genkan.knowledge import Examination
from genkan.workspace.checking import Checker
from tests.workspace.conftest import Workspace


async def test_answers_are_checked_beside_the_event_loop(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    check, threads = Checker.check, set[int]()

    def noting(checker: Checker, answer: Answer) -> Examination:
        threads.add(threading.get_ident())
        return check(checker, answer)

    monkeypatch.setattr(Checker, "check", noting)
    await workspace.connect()
    await workspace.add_collection("例示省規程集")
    browser = await workspace.browser()
    path = await workspace.ask(browser)
    await workspace.until_measured(1)
    measured = len(threads)
    await browser.get(path)
    assert measured and threading.get_ident() not in threads
