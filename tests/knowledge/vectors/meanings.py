"""A real server of embeddings whose vectors carry meaning: pairs of characters, after words of one meaning became one."""

import asyncio
import zlib
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

SAME = {"ピヨ丸": "被服", "モコモコ": "旅費", "ふわふわ": "休暇"}


def meaning(text: str, *, dimensions: int) -> list[float]:
    """A vector of length one; texts that share pairs of characters are near to one another."""
    for word, other in SAME.items():
        text = text.replace(word, other)
    numbers = [0.0] * dimensions
    for pair in pairwise(text):
        code = zlib.crc32("".join(pair).encode())
        numbers[code % dimensions] += 1.0 if code & 1 << 16 else -1.0
    length = sqrt(sum(number * number for number in numbers)) or 1.0
    return [number / length for number in numbers]


@dataclass
class MeaningServer:
    """Answers ``/v1/embeddings``; ``texts`` are all that it was given."""

    dimensions: int = 256
    texts: list[str] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200
    seconds: float = 0.0
    falls_silent_after: int | None = None
    url: str = ""
    server: TestServer | None = None

    async def start(self) -> None:
        """Listen on a port of its own."""
        application = web.Application(client_max_size=2**26)
        application.router.add_post("/v1/embeddings", self._answer)
        application.router.add_get("/v1/models", self._list)
        self.server = TestServer(application)
        await self.server.start_server(shutdown_timeout=0)
        self.url = str(self.server.make_url("/v1"))

    async def stop(self) -> None:
        """Be gone, as a machine that was switched off."""
        if self.server is not None:
            await self.server.close()

    async def _list(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response({"object": "list", "data": [{"id": "meaning", "object": "model"}]})

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.asked.append(body)
        if self.falls_silent_after is not None and len(self.asked) > self.falls_silent_after:
            await asyncio.sleep(3600)
        await asyncio.sleep(self.seconds)
        if self.status != 200:
            return web.json_response({"error": {"message": "no"}}, status=self.status)
        self.texts += body["input"]
        dimensions = body.get("dimensions") or self.dimensions
        data = [
            {"index": number, "embedding": meaning(text, dimensions=dimensions)}
            for number, text in enumerate(body["input"])
        ]
        used = sum(map(len, body["input"]))
        return web.json_response({"object": "list", "data": data, "usage": {"prompt_tokens": used}})
