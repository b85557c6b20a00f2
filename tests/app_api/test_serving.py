"""Apps of the house for a host outside, over the real application with a real key."""

import asyncio
import base64
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from genkan.app_api import api
from genkan.gateway import KeyDraft, issue_key
from tests.apps.conftest import Oracle, Runner, install, oracle, pages, runner, workspace

__all__ = ["install", "oracle", "pages", "runner", "workspace"]

INPUTS = {"text": "予算額は1,200万円です。", "length": "short", "shape": "points", "focus": 2026}


@dataclass
class Host:
    """A Gennai Web that holds a key."""

    runner: Runner
    client: httpx2.AsyncClient
    key: str

    async def post(self, inputs: dict[str, Any], *, app: str = "summary", **headers: str) -> httpx2.Response:
        """What the reference host sends."""
        body = {"inputs": inputs, "sessionId": str(uuid4())}
        sent = {"x-api-key": self.key, "x-user-id": "user-1", **headers}
        return await self.client.post(f"/gennai/apps/{app}", json=body, headers=sent)

    async def get(self, path: str, *, key: str = "") -> httpx2.Response:
        """A status."""
        return await self.client.get(path, headers={"x-api-key": key or self.key})


@pytest.fixture
async def host(runner: Runner) -> Any:
    """A host to which the summary is lent."""
    house = runner.house
    async with house.parts.database.write() as connection:
        draft = KeyDraft(
            title="外部の画面",
            organisation_id=house.ministry.id,
            owner_id=runner.browser.person.id,
            expires_at=house.clock() + timedelta(days=30),
            app="外部の画面",
        )
        _key, secret = await issue_key(
            connection, draft, ledger=house.parts.ledger, clock=house.clock, actor="command_line"
        )
        await house.parts.apps.lending.lend(
            connection, runner.viewer, "summary", deployment_id=runner.deployment_id
        )
    await house.parts.gateway.programs.keeper.look()
    transport = httpx2.ASGITransport(app=house.application)
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield Host(runner, client, secret)


async def test_an_answer_that_comes_soon(host: Host, oracle: Oracle) -> None:
    oracle.prepare("- 予算額は1,200万円である。")
    answer = await host.post(INPUTS)
    assert answer.status_code == 200, answer.text
    assert answer.json()["outputs"].startswith("- 予算額は1,200万円である。")
    assert "特に知りたいこと：2026" in oracle.asked[0][-1]["content"]
    rows = await host.runner.house.rows("app_run")
    assert len(rows[0]["outside_user"]) == 64
    assert "user-1" not in str(rows)
    assert (await host.runner.browser.get("/runs")).select(".plain-list li") == []


async def test_a_run_is_counted_for_the_app_that_was_lent_and_not_for_the_key(host: Host) -> None:
    await host.post(INPUTS)
    await host.runner.house.parts.gateway.settle()
    (call,) = await host.runner.house.rows("call")
    assert call["app"] == "summary" and call["api_key_id"]


async def test_an_answer_that_takes_long_is_promised(
    host: Host, oracle: Oracle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "PATIENCE_SECONDS", 0.0)
    oracle.gate.clear()
    promise = await host.post(INPUTS)
    assert promise.status_code == 202
    path = promise.json()["status_url"]
    assert (await host.get(path)).json()["status"] in {"PENDING", "IN_PROGRESS"}
    oracle.gate.set()
    async with asyncio.timeout(20):
        while (standing := (await host.get(path)).json())["status"] != "COMPLETED":
            await asyncio.sleep(0.02)
    assert standing["outputs"] == "（回答）"


async def test_what_is_not_lent_does_not_exist(host: Host) -> None:
    runner = host.runner
    assert (await host.post(INPUTS, app="translation")).status_code == 404
    async with runner.house.parts.database.write() as connection:
        await runner.house.parts.apps.lending.end(connection, runner.viewer, "summary")
    assert (await host.post(INPUTS)).status_code == 404


async def test_a_status_is_told_to_the_key_that_asked_alone(host: Host) -> None:
    run = await host.runner.run("summary", {"text": "本文", "length": "short", "shape": "points"})
    assert (await host.get(f"/gennai/apps/summary/requests/{run.id}")).status_code == 404


@pytest.mark.parametrize(
    ("inputs", "headers", "status"),
    [
        ({**INPUTS, "length": "endless"}, {}, 422),
        (INPUTS, {"x-api-key": "wrong"}, 401),
        (INPUTS, {"x-api-key": ""}, 401),
        (INPUTS, {"x-genkan-information-class": "3"}, 403),
    ],
)
async def test_a_refusal_is_told_where_hosts_look(
    host: Host, inputs: dict[str, Any], headers: dict[str, str], status: int
) -> None:
    answer = await host.post(inputs, **headers)
    assert answer.status_code == status, answer.text
    assert answer.json()["error"] == answer.json()["outputs"]


async def test_a_body_that_is_no_request(host: Host) -> None:
    headers = {"x-api-key": host.key}
    answer = await host.client.post("/gennai/apps/summary", content=b"<html>", headers=headers)
    assert answer.status_code == 400
    assert answer.json()["error"]


async def test_a_key_for_some_models_opens_no_other_by_way_of_an_app(host: Host, oracle: Oracle) -> None:
    house = host.runner.house
    async with house.parts.database.write() as connection:
        draft = KeyDraft(
            title="一つのモデルだけの画面",
            organisation_id=house.ministry.id,
            owner_id=host.runner.browser.person.id,
            expires_at=house.clock() + timedelta(days=30),
            models=("example-model",),
        )
        _key, host.key = await issue_key(
            connection, draft, ledger=house.parts.ledger, clock=house.clock, actor="command_line"
        )
    await house.parts.gateway.programs.keeper.look()
    answer = await host.post(INPUTS)
    assert (answer.status_code, oracle.asked) == (403, [])
    assert "このアプリが使うモデルを利用できません" in answer.json()["error"]


async def test_the_writing_check_is_lent_without_any_model(host: Host, oracle: Oracle) -> None:
    """What the rules say needs no model, and no key for one; a file that a host sends is checked like a text."""
    runner = host.runner
    sentence = "申請書をを提出して下さい。"
    assert (await host.post({"text": sentence}, app="writing-check")).status_code == 404
    async with runner.house.parts.database.write() as connection:
        await runner.house.parts.apps.lending.lend(
            connection, runner.viewer, "writing-check", deployment_id=""
        )
    answer = await host.post({"text": sentence, "kind": "document", "quotations": "no"}, app="writing-check")
    assert answer.status_code == 200, answer.text
    told = answer.json()["outputs"]
    assert "誤り" in told and "申請書を提出してください。" in told
    assert "モデルを選ばずに実行したため" in told
    sent = [{"key": "documents", "files": [{"filename": "通知.txt", "content": _base64(sentence)}]}]
    of_file = await host.post({"files": sent, "kind": "public", "quotations": "no"}, app="writing-check")
    assert of_file.status_code == 200, of_file.text
    assert "通知.txt" in of_file.json()["outputs"] and "広報" in of_file.json()["outputs"]
    nothing = await host.post({"kind": "document", "quotations": "no"}, app="writing-check")
    assert nothing.status_code == 422 and "text" in nothing.json()["error"]
    unknown = await host.post({"text": sentence, "kind": "poem", "quotations": "no"}, app="writing-check")
    assert unknown.status_code == 422 and "kind" in unknown.json()["error"]
    assert oracle.asked == []
    assert [row["app_id"] for row in await runner.house.rows("app_run")] == ["writing-check"] * 2


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
