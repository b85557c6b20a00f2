"""A real chat server that puts questions in other words, or does worse."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass
class WordsServer:
    """Answers ``/v1/chat/completions`` as a stream; ``asked`` are the bodies that came."""

    answer: str = "[]"
    status: int = 200
    seconds: float = 0.0
    asked: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    url: str = ""
    server: TestServer | None = None

    @property
    def questions(self) -> list[str]:
        """The last message of each request."""
        return [body["messages"][-1]["content"] for body in self.asked]

    async def start(self) -> None:
        """Listen on a port of its own."""
        application = web.Application()
        application.router.add_post("/v1/chat/completions", self._chat)
        application.router.add_get("/v1/models", self._list)
        self.server = TestServer(application)
        await self.server.start_server(shutdown_timeout=0)
        self.url = str(self.server.make_url("/v1"))

    async def stop(self) -> None:
        """Be gone."""
        if self.server is not None:
            await self.server.close()

    async def _list(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response({"object": "list", "data": [{"id": "words", "object": "model"}]})

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(await request.json())
        await asyncio.sleep(self.seconds)
        if self.status != 200:
            return web.json_response({"error": {"message": "no"}}, status=self.status)
        response = web.StreamResponse(headers={"content-type": "text/event-stream"})
        await response.prepare(request)
        for piece in (self.answer[:5], self.answer[5:]):
            await response.write(_event({"delta": {"content": piece}, "finish_reason": None}))
        await response.write(_event({"delta": {}, "finish_reason": "stop"}) + b"data: [DONE]\n\n")
        return response


def _event(choice: dict[str, Any]) -> bytes:
    return f"data: {json.dumps({'choices': [{'index': 0, **choice}]})}\n\n".encode()
