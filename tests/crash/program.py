"""A program that asks through the real API and remembers what it was told of every call."""

import asyncio
import io
import json
from dataclasses import dataclass, field
from typing import Any

import aiohttp


@dataclass
class Heard:
    """What the program was told of one call.

    ``whole``: the answer came to its proper end. ``error``: the code of an error that was told instead.
    """

    url: str = ""
    call_id: str = ""
    status: int = 0
    whole: bool = False
    error: str = ""
    retry_after: str = ""
    seconds: float = 0.0


@dataclass
class Program:
    """Asks with one key; ``heard`` has every call, also those of which nothing was told."""

    session: aiohttp.ClientSession
    key: str
    heard: list[Heard] = field(default_factory=list)

    async def ask(self, url: str, way: str, *, model: str = "wide", stream: bool = False) -> Heard:
        """One call to its end, whatever that is."""
        heard, began = Heard(url), asyncio.get_running_loop().time()
        self.heard.append(heard)
        body = json.dumps(
            {"model": model, "messages": [{"role": "user", "content": way}], "stream": stream}
        ).encode()
        try:
            async with self.session.post(
                f"{url}/chat/completions",
                data=io.BytesIO(body),
                headers={"authorization": f"Bearer {self.key}", "content-type": "application/json"},
            ) as response:
                await self._hear(heard, response)
        except (aiohttp.ClientError, ConnectionError):
            heard.error = heard.error or "connection"
        heard.seconds = asyncio.get_running_loop().time() - began
        return heard

    async def go_on(self, url: str, way: str, *, until: asyncio.Event, **how: Any) -> None:
        """One call after another."""
        while not until.is_set():
            heard = await self.ask(url, way, **how)
            if not heard.whole:
                await asyncio.sleep(0.1)

    def whole(self) -> list[Heard]:
        """The calls that were answered to the end."""
        return [each for each in self.heard if each.whole]

    async def _hear(self, heard: Heard, response: aiohttp.ClientResponse) -> None:
        heard.status = response.status
        heard.call_id = response.headers.get("x-genkan-call", "")
        heard.retry_after = response.headers.get("retry-after", "")
        if response.status != 200:
            heard.error = (await response.json())["error"]["code"]
        elif response.content_type == "application/json":
            heard.whole = bool((await response.json())["choices"])
        else:
            async for line in response.content:
                heard.whole = heard.whole or line.startswith(b"data: [DONE]")
                if line.startswith(b'data: {"error"'):
                    heard.error = line.decode()
