"""A model endpoint in the process of the test that counts what is under way and does as it is asked."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

HOLD, QUICK, SLOW, FLOOD = "hold", "quick", "slow", "flood"
WAYS = frozenset({HOLD, QUICK, SLOW, FLOOD})
USAGE = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
SLOWLY = "ゆっくり"
FLOOD_WORD = "あ" * 4_000
FLOOD_WORDS = 10_000


class CountingEndpoint:
    """The last message says how: hold for ever, answer at once, after a while, or with far too much.

    A longer message that asks to be answered ``SLOWLY`` is answered after a while and, once it was, is among ``told``.

    What says nothing of it is answered at once and not counted, such as the probe of a server that looks whether all is well.
    ``open`` is what is under way now, ``most`` the most that ever was; ``answered`` what came to its end.
    """

    def __init__(self, seconds: float = 0.2) -> None:
        self.seconds = seconds
        self.open = self.most = self.received = self.answered = self.sent_bytes = 0
        self.told: list[str] = []

    async def chat(self, request: web.Request) -> web.StreamResponse:
        """``POST /v1/chat/completions``."""
        asked = await request.json()
        content = asked["messages"][-1]["content"]
        way = content if content in WAYS else SLOW if SLOWLY in content else ""
        if not way:
            return await self._whole(request, QUICK)
        self.received += 1
        self.open += 1
        self.most = max(self.most, self.open)
        try:
            given = await (self._stream if asked.get("stream") else self._whole)(request, way)
            self.answered += 1
            self.told.append(content)
            return given
        finally:
            self.open -= 1

    async def wait_for(self, count: int) -> None:
        """Until exactly so many calls are under way."""
        while self.open != count:
            await asyncio.sleep(0.02)

    async def _whole(self, _request: web.Request, way: str) -> web.StreamResponse:
        await asyncio.sleep({HOLD: 3_600, SLOW: self.seconds}.get(way, 0))
        choice = {"index": 0, "message": {"role": "assistant", "content": "はい。"}, "finish_reason": "stop"}
        return web.json_response(
            {
                "id": "c",
                "object": "chat.completion",
                "created": 1,
                "model": "m",
                "choices": [choice],
                "usage": USAGE,
            }
        )

    async def _stream(self, request: web.Request, way: str) -> web.StreamResponse:
        response = web.StreamResponse(headers={"content-type": "text/event-stream"})
        await response.prepare(request)
        words = {HOLD: 100_000, SLOW: 10, FLOOD: FLOOD_WORDS}.get(way, 3)
        for _ in range(words):
            await self._event(response, {"content": FLOOD_WORD if way == FLOOD else "語"})
            await asyncio.sleep({HOLD: 0.1, SLOW: self.seconds / 10}.get(way, 0))
        await self._event(response, {}, "stop")
        await response.write(b"data: [DONE]\n\n")
        return response

    async def _event(
        self, response: web.StreamResponse, delta: dict[str, str], reason: str | None = None
    ) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        data = json.dumps({"choices": [choice]}, ensure_ascii=False).encode()
        await response.write(b"data: " + data + b"\n\n")
        self.sent_bytes += len(data)


@asynccontextmanager
async def serving(endpoint: CountingEndpoint, port: int) -> AsyncIterator[CountingEndpoint]:
    """The endpoint on a port of this machine."""
    application = web.Application(client_max_size=2**26)
    application.router.add_post("/v1/chat/completions", endpoint.chat)
    runner = web.AppRunner(application, handler_cancellation=True, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, reuse_address=True, backlog=1024).start()
    try:
        yield endpoint
    finally:
        await runner.cleanup()
