"""A real server of a model that is asked as OpenAI's are, with troubles on demand."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any, ClassVar

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass(kw_only=True)
class ModelServer(ABC):
    """Answers ``path`` and lists its one model; ``asked`` are the bodies that came.

    Once it was asked so often, it says nothing more. ``meanwhile`` happens while it is asked, before it answers.
    """

    path: ClassVar[str]
    model: ClassVar[str]

    status: int = 200
    seconds: float = 0.0
    falls_silent_after: int | None = None
    meanwhile: Callable[[], Awaitable[None]] | None = None
    asked: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    url: str = ""
    server: TestServer | None = None

    async def start(self) -> None:
        """Listen on a port of its own."""
        application = web.Application(client_max_size=2**26)
        application.router.add_post(f"/v1{self.path}", self._take)
        application.router.add_get("/v1/models", self._list)
        self.server = TestServer(application)
        await self.server.start_server(shutdown_timeout=0)
        self.url = str(self.server.make_url("/v1"))

    @contextmanager
    def running_apart(self) -> Iterator[None]:
        """Listen in a thread of its own, for commands end their own event loop."""
        loop = asyncio.new_event_loop()
        thread = Thread(target=loop.run_forever)
        thread.start()
        asyncio.run_coroutine_threadsafe(self.start(), loop).result(10)
        yield
        asyncio.run_coroutine_threadsafe(self.stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

    async def stop(self) -> None:
        """Be gone, as a machine that was switched off."""
        if self.server is not None:
            await self.server.close()

    @abstractmethod
    async def answer(self, request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        """The answer to a body, where there is no trouble."""

    async def _list(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response({"object": "list", "data": [{"id": self.model, "object": "model"}]})

    async def _take(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.asked.append(body)
        if self.falls_silent_after is not None and len(self.asked) > self.falls_silent_after:
            await asyncio.sleep(3600)
        await asyncio.sleep(self.seconds)
        if self.meanwhile is not None:
            await self.meanwhile()
        if self.status != 200:
            return web.json_response({"error": {"message": "no"}}, status=self.status)
        return await self.answer(request, body)
