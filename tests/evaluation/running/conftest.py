"""The real application, a model server that does as it is asked, and runs of questions over it."""

import asyncio
import json
import re
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from genkan.evaluation import (
    Contestant,
    Results,
    Run,
    RunAnswer,
    RunPlan,
    RunQuestion,
    RunState,
    find_benchmark,
    find_run,
    read_answers,
)
from genkan.evaluation.running import asking
from genkan.governance import Role
from genkan.kit import new_id
from tests.workspace.conftest import Browser, Workspace, install, pages, workspace

__all__ = ["install", "pages", "workspace"]

LIMIT = 20.0
DOWN = "http://127.0.0.1:9/v1"
PROBE = "はい"


@dataclass
class Twin:
    """A server of models. A question says how it is answered, those of the house's own probes are not counted; ``held`` keeps answers back until it is set.

    ``asked`` has model and question of every request in order, ``most`` the most requests of one model at a time.
    """

    address: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    most: Counter[str] = field(default_factory=Counter[str])
    open: Counter[str] = field(default_factory=Counter[str])
    held: asyncio.Event = field(default_factory=asyncio.Event)
    bodies: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """``POST /v1/chat/completions``, streamed."""
        body = await request.json()
        model, question = body["model"], body["messages"][-1]["content"]
        if question != PROBE:
            self.bodies.append(body)
            self.asked.append((model, question))
        self.open[model] += 1
        self.most[model] = max(self.most[model], self.open[model])
        try:
            return await self._answer(request, model, question)
        finally:
            self.open[model] -= 1

    async def _answer(self, request: web.Request, model: str, question: str) -> web.StreamResponse:
        if "障害" in question and self.asked.count((model, question)) == 1:
            return web.json_response({"error": {"message": "out of order"}}, status=500)
        if "鍵" in question:
            return web.json_response({"error": {"message": "no such key"}}, status=401)
        response = web.StreamResponse(headers={"content-type": "text/event-stream"})
        await response.prepare(request)
        await self._say(response, {"content": f"{model}の"}, None)
        await self.held.wait()
        if "遅い" in question:
            await asyncio.sleep(60)
        reason = "length" if "長い" in question else "content_filter" if question == "拒否" else "stop"
        await self._say(response, {"content": self._words(model, question)}, None)
        await self._say(response, {}, reason)
        await response.write(
            b'data: {"choices": [], "usage": {"prompt_tokens": 10, "completion_tokens": 5}}\n\n'
        )
        await response.write(b"data: [DONE]\n\n")
        return response

    def _words(self, model: str, question: str) -> str:
        """An answer; of choices the one that is right, or always the first."""
        if "すべき" in question:
            return "回答：申し訳ありませんが、お答えできません。"
        if (right := re.search(r"([a-d])\. 正答", question)) is None:
            return "回答"
        return f"回答\n答え：{'a' if model == 'First' else right[1]}"

    async def _say(self, response: web.StreamResponse, delta: dict[str, str], reason: str | None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        await response.write(b"data: " + json.dumps({"choices": [choice]}).encode() + b"\n\n")


@dataclass
class Office:
    """An evaluation office with runs."""

    workspace: Workspace
    twin: Twin
    browser: Browser

    async def contestant(self, key: str, *, address: str = "", **facts: Any) -> Contestant:
        """A deployment of its own at the twin, or elsewhere."""
        deployment = await self.workspace.connect(
            title=f"モデル{key}",
            protocol="openai_chat",
            address=address or self.twin.address,
            remote_model=key,
            public_name=f"model-{key.lower()}",
            build="1",
            capacity=64,
            **facts,
        )
        return Contestant(key, deployment.id)

    def plan(self, *contestants: Contestant, questions: int | tuple[str, ...] = 4, **changes: Any) -> RunPlan:
        """A run of questions."""
        prompts = (
            tuple(f"第{number}問" for number in range(questions)) if isinstance(questions, int) else questions
        )
        plan: dict[str, Any] = {
            "id": new_id(self.workspace.clock),
            "organisation_id": self.workspace.ministry.id,
            "title": "例示の評価",
            "questions": tuple(
                RunQuestion.of(f"q{number}", prompt, seconds=5) for number, prompt in enumerate(prompts)
            ),
            "contestants": contestants,
            "started_by": self.browser.person.id,
            **changes,
        }
        return RunPlan(**plan)

    async def begin(self, plan: RunPlan) -> str:
        """Begin a run."""
        async with self.workspace.parts.database.write() as connection:
            await self.workspace.parts.runs.begin(connection, plan)
        return plan.id

    async def run(self, run_id: str) -> Run:
        """The run as it stands."""
        async with self.workspace.parts.database.read() as connection:
            return await find_run(connection, run_id)

    async def until(self, run_id: str, state: RunState) -> Run:
        """The run, once it stands so."""
        async with asyncio.timeout(LIMIT):
            while (run := await self.run(run_id)).state is not state:
                await asyncio.sleep(0.02)
        return run

    async def until_asked(self, number: int) -> None:
        """Wait until the twin was asked so often."""
        async with asyncio.timeout(LIMIT):
            while len(self.twin.asked) < number:
                await asyncio.sleep(0.01)

    async def until_over(self, run_id: str, number: int) -> None:
        """Wait until so many answers are over."""
        async with asyncio.timeout(LIMIT):
            while sum(each.state.is_over for each in await self.answers(run_id)) < number:
                await asyncio.sleep(0.02)

    async def until_graded(self, run_id: str) -> Results:
        """The results of a benchmark, once they are there."""
        async with asyncio.timeout(LIMIT):
            while True:
                async with self.workspace.parts.database.read() as connection:
                    if (results := (await find_benchmark(connection, run_id)).results) is not None:
                        return results
                await asyncio.sleep(0.02)

    async def answers(self, run_id: str) -> tuple[RunAnswer, ...]:
        """Every answer of a run."""
        async with self.workspace.parts.database.read() as connection:
            return await read_answers(connection, run_id)


@pytest.fixture
async def twin() -> AsyncIterator[Twin]:
    """The server."""
    twin = Twin()
    twin.held.set()
    application = web.Application()
    application.router.add_post("/v1/chat/completions", twin.answer)
    server = TestServer(application)
    await server.start_server(shutdown_timeout=0)
    twin.address = str(server.make_url("/v1"))
    yield twin
    twin.held.set()
    await server.close()


@pytest.fixture
async def office(workspace: Workspace, twin: Twin, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office on each engine in turn; nothing waits before it is asked again, and a stop is seen at once."""
    monkeypatch.setattr(asking, "RETRY_SECONDS", 0.0)
    monkeypatch.setattr(asking, "FRESH_SECONDS", 0.0)
    browser = await workspace.browser("評価担当", Role.TRIAL_OFFICE)
    return Office(workspace, twin, browser)
