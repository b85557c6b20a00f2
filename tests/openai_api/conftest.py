"""The API on the real server, on a port of its own, in front of endpoints that a test writes, spoken to with the real SDK."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from typing import Any

import openai
import pytest
import uvicorn
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import select

from genkan.catalogue import Answer as Fact
from genkan.catalogue import DeploymentDraft, InformationClass
from genkan.cli.patient_protocol import PatientProtocol
from genkan.gateway import ApiKey, KeyDraft, issue_key
from genkan.gateway.store.calls import call
from genkan.kit import system_clock
from genkan.openai_api import OpenAIApi
from genkan.providers import Timeouts
from genkan.ui import Pages
from tests.gateway.conftest import House, house

__all__ = ["house"]

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
SAFE: dict[str, Any] = {
    "place": "JP",
    "vendor_logging": Fact.NO,
    "learning": Fact.NO,
    "ceiling": InformationClass.TWO,
}


@dataclass
class Api:
    """The API of a small installation."""

    house: House
    url: str
    stack: AsyncExitStack
    received: list[dict[str, Any]] = field(default_factory=list)

    async def issue(self, **changes: Any) -> tuple[ApiKey, str]:
        """A key of the person's organisation and its secret."""
        draft = KeyDraft(
            **{
                "title": "試験用のキー",
                "organisation_id": self.house.person.organisation_id,
                "owner_id": self.house.person.id,
                "expires_at": system_clock() + timedelta(days=30),
                "ceiling": InformationClass.TWO,
                **changes,
            }
        )
        async with self.house.database.write() as connection:
            return await issue_key(
                connection, draft, ledger=self.house.ledger, clock=system_clock, actor="command_line"
            )

    async def connect(self, handler: Handler, **changes: Any) -> str:
        """Connect an endpoint that answers with the handler; returns the id of the deployment."""

        async def remember(request: web.Request) -> web.StreamResponse:
            self.received.append(await request.json())
            return await handler(request)

        application = web.Application(client_max_size=2**26)
        application.router.add_post("/v1/chat/completions", remember)
        application.router.add_post("/v1/embeddings", remember)
        server = TestServer(application)
        await server.start_server(shutdown_timeout=0)
        self.stack.push_async_callback(server.close)
        return await self.connect_at(str(server.make_url("/v1")), **changes)

    async def connect_at(self, address: str, **changes: Any) -> str:
        """Connect an address."""
        draft = DeploymentDraft(
            **{
                "title": "試験用モデル",
                "protocol": "openai_chat",
                "address": address,
                "remote_model": "small",
                "public_name": "small",
                **SAFE,
                **changes,
            }
        )
        deployment = await self.house.connect(draft)
        await self.known()
        return deployment

    async def known(self) -> None:
        """Wait until the door knows what was changed."""
        await self.house.gateway.programs.keeper.look()

    async def client(self, **changes: Any) -> openai.AsyncOpenAI:
        """The official SDK with a key of its own."""
        _, secret = await self.issue(**changes)
        await self.known()
        return self.client_with(secret)

    def client_with(self, secret: str) -> openai.AsyncOpenAI:
        """The official SDK."""
        client = openai.AsyncOpenAI(base_url=self.url, api_key=secret, max_retries=0, timeout=20)
        self.stack.push_async_callback(client.close)
        return client

    def shorten_patience(self, monkeypatch: pytest.MonkeyPatch, **seconds: float) -> None:
        """Let the relay wait for endpoints no longer than this."""
        monkeypatch.setattr(self.house.gateway.programs.relay, "_timeouts", Timeouts(**seconds))

    async def rows(self) -> list[dict[str, Any]]:
        """The metering rows, oldest first."""
        await self.house.gateway.settle()
        async with self.house.database.read() as connection:
            found = (await connection.execute(select(call).order_by(call.c.id))).mappings()
            return [dict(row) for row in found]


@lru_cache
def _pages() -> Pages:
    return Pages({}, language="ja")


@pytest.fixture
async def api(house: House) -> AsyncIterator[Api]:
    """The API on a port of its own."""
    listening = socket.create_server(("127.0.0.1", 0))
    application = OpenAIApi(house.gateway, system_clock, explain=_pages().explain_in)
    configuration = uvicorn.Config(
        application,
        http=PatientProtocol,
        lifespan="off",
        access_log=False,
        log_level="critical",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(configuration)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    async with AsyncExitStack() as stack:
        yield Api(house, f"http://127.0.0.1:{listening.getsockname()[1]}/v1", stack)
    server.should_exit = True
    await serving
    listening.close()
