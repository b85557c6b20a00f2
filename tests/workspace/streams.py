"""An event stream as a browser reads it: piece by piece, and free to go away."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from tests.workspace.conftest import LIMIT, Browser, Workspace


@dataclass(frozen=True)
class Event:
    """One event: its id, name and HTML."""

    id: str
    name: str
    html: str


@dataclass
class Stream:
    """A running request for a stream."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict[str, str])
    _frames: "asyncio.Queue[str | None]" = field(default_factory=asyncio.Queue)
    _rest: str = ""

    async def next(self) -> Event | None:
        """The next event, or ``None`` when the server has closed the stream."""
        async with asyncio.timeout(LIMIT):
            while True:
                frame = await self._frames.get()
                if frame is None:
                    return None
                event = _event(frame)
                if event is not None:
                    return event

    async def until(self, words: str) -> Event:
        """The first event whose HTML has the words."""
        while (event := await self.next()) is not None:
            if words in event.html:
                return event
        raise AssertionError(f"the stream ended without {words}")

    async def all(self) -> list[Event]:
        """The events up to the end."""
        events: list[Event] = []
        while (event := await self.next()) is not None:
            events.append(event)
        return events

    def take(self, chunk: bytes) -> None:
        """Keep what arrived, frame by frame."""
        *frames, self._rest = (self._rest + chunk.decode()).split("\n\n")
        for frame in frames:
            self._frames.put_nowait(frame)

    def close(self) -> None:
        """Nothing more will come."""
        self._frames.put_nowait(None)


@asynccontextmanager
async def following(
    workspace: Workspace, browser: Browser, path: str, *, last_event_id: str = ""
) -> AsyncIterator[Stream]:
    """Connect to the stream of a page; the line drops at the end of the block."""
    stream, gone = Stream(), asyncio.Event()
    headers = [(b"cookie", "; ".join(f"{k}={v}" for k, v in browser.client.cookies.items()).encode())]
    if last_event_id:
        headers.append((b"last-event-id", last_event_id.encode()))
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": f"{path}/events",
        "raw_path": f"{path}/events".encode(),
        "query_string": b"",
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("genkan.test", 80),
    }

    async def receive() -> dict[str, Any]:
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            stream.status = message["status"]
        elif message["type"] == "http.response.body":
            stream.take(message.get("body", b""))
            if not message.get("more_body"):
                stream.close()

    running = asyncio.create_task(workspace.application(scope, receive, send))  # pyright: ignore[reportArgumentType]
    try:
        yield stream
    finally:
        gone.set()
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


def _event(frame: str) -> Event | None:
    if frame.startswith(":"):
        return None
    lines = frame.split("\n")
    of = {
        kind: [line.removeprefix(f"{kind}: ") for line in lines if line.startswith(f"{kind}: ")]
        for kind in ("id", "event", "data")
    }
    return Event("".join(of["id"]), "".join(of["event"]), "\n".join(of["data"]))
