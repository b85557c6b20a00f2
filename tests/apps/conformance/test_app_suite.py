"""Checking apps: the twin's honest ones pass, and each of its wrong ones fails where it is wrong."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from genkan.apps.conformance.app_suite import check_app
from genkan.apps.conformance.asking import Asking, Target
from genkan.apps.conformance.finding import Finding, Verdict, passes
from genkan.apps.conformance.registrations import FORM
from genkan.fetch import Exchange, Limits
from tests.apps.twin_server import Served, serving


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving() as served:
        yield served


@pytest.fixture
async def exchange() -> AsyncIterator[Exchange]:
    made = Exchange(limits=Limits(megabytes=20, seconds=0.5))
    yield made
    await made.close()


async def check(served: Served, exchange: Exchange, name: str, *, allowed: bool = True) -> dict[str, Finding]:
    async def at_once(_seconds: float) -> None:
        await asyncio.sleep(0)

    target = Target(served.endpoint(name), key=served.twin.keys[name], form=FORM)
    asking = Asking(target, exchange, pause=at_once, allowed=allowed)
    return {finding.name: finding async for finding in check_app(asking)}


@pytest.mark.parametrize("name", ["plain", "tokens", "files"])
async def test_an_app_that_answers_at_once(served: Served, exchange: Exchange, name: str) -> None:
    findings = await check(served, exchange, name)
    assert passes(findings.values()), findings
    tried = {each for each, finding in findings.items() if finding.verdict is Verdict.PASSED}
    assert {
        "reached",
        "json",
        "answer",
        "numbers",
        "unknown",
        "history",
        "files",
        "key",
        "error",
        "size",
    } <= tried
    assert findings["usage"].verdict is (Verdict.NOT_TRIED if name == "files" else Verdict.PASSED)
    assert findings["promise"].verdict is Verdict.NOT_TRIED


async def test_an_app_that_answers_later(served: Served, exchange: Exchange) -> None:
    findings = await check(served, exchange, "later")
    assert passes(findings.values()), findings
    told = ("promise", "origin", "states", "ends", "history")
    assert {findings[name].verdict for name in told} == {Verdict.PASSED}


WRONG = [
    ("failing", {"reached", "answer"}),
    ("text", {"json", "answer"}),
    ("page", {"json", "answer"}),
    ("empty", {"answer"}),
    ("broken", {"answer"}),
    ("redirecting", {"reached"}),
    ("huge", {"reached"}),
    ("silent", {"reached"}),
    ("later-elsewhere", {"origin"}),
    ("later-backwards", {"states"}),
    ("later-unknown", {"states"}),
    ("later-gone", {"states"}),
    ("forgetful", {"history"}),
    ("refusing-history", {"history"}),
    ("later-forgetful", {"history"}),
]


@pytest.mark.parametrize(("name", "wrong"), WRONG, ids=[each[0] for each in WRONG])
async def test_an_app_that_is_wrong(served: Served, exchange: Exchange, name: str, wrong: set[str]) -> None:
    findings = await check(served, exchange, name)
    failed = {each for each, finding in findings.items() if finding.verdict is Verdict.FAILED}
    assert wrong <= failed and not passes(findings.values())
    assert all(findings[each].told and findings[each].clause for each in wrong)


async def test_http_is_a_fault_unless_allowed(served: Served, exchange: Exchange) -> None:
    assert (await check(served, exchange, "plain"))["https"].verdict is Verdict.NOT_TRIED
    findings = await check(served, exchange, "plain", allowed=False)
    assert findings["https"].verdict is findings["reached"].verdict is Verdict.FAILED


async def test_an_app_without_a_form_gets_one_text(served: Served, exchange: Exchange) -> None:
    asking = Asking(
        Target(served.endpoint("plain"), key=served.twin.keys["plain"], values={"question": "例示"}),
        exchange,
        pause=asyncio.sleep,
        allowed=True,
    )
    await asking.ask()
    assert set(served.twin.heard[-1].inputs) == {"question", "input"}
