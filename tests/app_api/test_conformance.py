"""Our own apps pass the conformance suite: answered at once, and later."""

import asyncio

import httpx2
import pytest

from genkan.app_api import api
from genkan.apps.conformance.app_suite import check_app
from genkan.apps.conformance.asking import Asking, Target
from genkan.apps.conformance.finding import Finding, Verdict
from genkan.fetch import Exchange, Fetched, Request
from tests.app_api.test_serving import INPUTS, Host, host
from tests.apps.conftest import install, oracle, pages, runner, workspace
from tests.workspace.conftest import LIMIT

__all__ = ["host", "install", "oracle", "pages", "runner", "workspace"]
LATER = ("promise", "origin", "states", "ends")


class WithinTheProcess(Exchange):
    """Sends to the application without a socket between."""

    def __init__(self, client: httpx2.AsyncClient) -> None:
        super().__init__()
        self._client = client

    async def send(self, request: Request, *, allowed: bool = False) -> Fetched:
        answer = await self._client.request(
            request.method, request.address, headers=dict(request.headers), content=request.body
        )
        media_type = answer.headers.get("content-type", "").partition(";")[0]
        return Fetched(answer.status_code, answer.content, media_type)


async def check(host: Host) -> dict[str, Finding]:
    async def until_worked_off(_seconds: float) -> None:
        async with asyncio.timeout(LIMIT):
            while any(row["ended_at"] is None for row in await host.runner.house.rows("app_run")):
                await asyncio.sleep(0.02)

    async with host.runner.house.parts.database.read() as connection:
        offered = await host.runner.house.parts.apps.offers.find(connection, "summary")
    assert offered is not None
    values = {key: str(value) for key, value in INPUTS.items()}
    target = Target("http://127.0.0.1/gennai/apps/summary", host.key, offered.app.form, values)
    asking = Asking(target, WithinTheProcess(host.client), pause=until_worked_off, allowed=True)
    return {finding.name: finding async for finding in check_app(asking)}


def faults(findings: dict[str, Finding]) -> dict[str, str]:
    return {name: each.told for name, each in findings.items() if each.verdict is Verdict.FAILED}


async def test_an_app_that_answers_at_once(host: Host) -> None:
    findings = await check(host)
    assert faults(findings) == {}
    passed = {name for name, each in findings.items() if each.verdict is Verdict.PASSED}
    assert {"reached", "answer", "json", "numbers", "unknown", "key", "error", "size"} <= passed


async def test_an_app_that_answers_later(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "PATIENCE_SECONDS", 0.0)
    findings = await check(host)
    assert faults(findings) == {}
    assert {findings[name].verdict for name in LATER} == {Verdict.PASSED}
