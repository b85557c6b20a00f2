"""The real application with a model that says what a test prepared, and runs of apps in it."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from genkan.apps import Beginning, Filled, GivenFile, Run, Starter
from genkan.apps.store import runs
from genkan.catalogue import InformationClass
from genkan.governance import Viewer, permissions_of
from tests.workspace.conftest import LIMIT, Browser, Workspace, install, pages, workspace

__all__ = ["install", "pages", "workspace"]


@dataclass
class Oracle:
    """A model server that gives prepared answers in turn, and the last one for ever; ``gate`` holds them back."""

    address: str = ""
    answers: list[str] = field(default_factory=list)
    asked: list[list[dict[str, str]]] = field(default_factory=list)
    longest: list[int] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    reason: str = "stop"

    def prepare(self, *answers: str) -> None:
        """What it says from now on."""
        self.answers = list(answers)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One chat completion, streamed."""
        body = await request.json()
        self.asked.append(body["messages"])
        self.longest.append(body.get("max_tokens", 0))
        await self.gate.wait()
        said = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        response = web.StreamResponse(headers={"content-type": "text/event-stream"})
        await response.prepare(request)
        for delta, reason in (({"content": said}, None), ({}, self.reason)):
            chunk = {"choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}
            await response.write(b"data: " + json.dumps(chunk).encode() + b"\n\n")
        await response.write(b"data: [DONE]\n\n")
        return response


@pytest.fixture
async def oracle() -> AsyncIterator[Oracle]:
    """A model that says 「（回答）」 where nothing else was prepared."""
    oracle = Oracle(answers=["（回答）"])
    oracle.gate.set()
    application = web.Application()
    application.router.add_post("/v1/chat/completions", oracle.answer)
    server = TestServer(application)
    await server.start_server()
    oracle.address = str(server.make_url("/v1"))
    yield oracle
    oracle.gate.set()
    await server.close()


@dataclass
class Runner:
    """Runs apps as the pages do."""

    house: Workspace
    browser: Browser
    deployment_id: str
    patience: float = LIMIT

    @property
    def viewer(self) -> Viewer:
        """The person who runs."""
        person = self.browser.person
        return Viewer(person, self.house.ministry, "session", permissions_of(person.roles))

    async def start(self, app_id: str, values: dict[str, str], **more: Any) -> str:
        """Begin a run; returns its id."""
        offers, starting = self.house.parts.apps.offers, self.house.parts.apps.starting
        files: dict[str, tuple[GivenFile, ...]] = more.pop("files", {})
        async with self.house.parts.database.write() as connection:
            offered = await offers.find_for(connection, self.viewer, app_id)
            beginning = Beginning(
                app=offered.app,
                filled=Filled(values, files),
                information_class=more.pop("information_class", InformationClass.ONE),
                deployment_id=more.pop("deployment_id", self.deployment_id),
                **more,
            )
            return await starting.start(connection, Starter(self.viewer.person), beginning)

    async def read(self, run_id: str) -> Run:
        """The run as it stands."""
        async with self.house.parts.database.read() as connection:
            return await runs.find_own_run(connection, run_id, person_id=self.browser.person.id)

    async def ended(self, run_id: str) -> Run:
        """The run once it has ended."""
        async with asyncio.timeout(self.patience):
            while not (run := await self.read(run_id)).state.ended:
                await asyncio.sleep(0.02)
        return run

    async def run(self, app_id: str, values: dict[str, str], **more: Any) -> Run:
        """Begin a run and wait for its end."""
        return await self.ended(await self.start(app_id, values, **more))

    async def run_all(self, app_id: str, values: Sequence[dict[str, str]]) -> list[Run]:
        """Begin many runs at once and wait for all."""
        ids = [await self.start(app_id, each) for each in values]
        return [await self.ended(run_id) for run_id in ids]


@pytest.fixture
async def runner(workspace: Workspace, oracle: Oracle) -> Runner:
    """A member of staff, with the oracle connected."""
    deployment = await workspace.connect(
        "試験用のモデル", protocol="openai_chat", address=oracle.address, remote_model="oracle"
    )
    return Runner(workspace, await workspace.browser(), deployment.id)
