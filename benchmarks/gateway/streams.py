"""Streams: so many at once, each read to its end and compared with what the upstream said."""

import asyncio
import json
import re
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import cast

from gateway.figures import quantile
from gateway.wire import LAST_FRAME, unframed

CONTENT = re.compile(rb'"content": *"[^"]')


class Stream(asyncio.Protocol):
    """One connection with one stream."""

    def __init__(self, run: "Streams") -> None:
        self._run = run
        self.pieces: list[bytes] = []
        self.since = self.first = self.last = self.longest_pause = 0.0
        self.ended = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ready to start."""
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """The end, whole or not."""
        self._run.end(self)

    def start(self, message: bytes) -> None:
        """Ask."""
        self.since = time.perf_counter()
        if not self._transport.is_closing():
            self._transport.write(message)

    def data_received(self, data: bytes) -> None:
        """Keep the bytes; they are read when the clock no longer runs."""
        now = time.perf_counter()
        self.pieces.append(data)
        if self.first:
            self.longest_pause = max(self.longest_pause, now - self.last)
        elif CONTENT.search(b"".join(self.pieces)):
            self.first = now
        self.last = now
        tail = data if len(data) >= len(LAST_FRAME) else b"".join(self.pieces[-len(LAST_FRAME) :])
        if tail.endswith(LAST_FRAME):
            self.ended = True
            self._run.end(self)

    def stop(self) -> None:
        """Nothing more."""
        self._transport.abort()

    def tokens(self) -> int:
        """How many pieces of text came, whole or not."""
        return sum(len(CONTENT.findall(piece)) for piece in self.pieces)

    def outcome(self, expected: str) -> str:
        """``complete``, or what is wrong."""
        raw = b"".join(self.pieces)
        if not raw:
            return "no answer"
        if not raw.startswith(b"HTTP/1.1 200"):
            said = raw.partition(b"\r\n\r\n")[2][:160]
            return raw[9:13].decode("latin-1") + said.decode(errors="replace")
        if not self.ended:
            return "unfinished"
        head_end = raw.find(b"\r\n\r\n") + 4
        events = _events(unframed(raw[head_end:]))
        if b"[DONE]" not in events[-1:] or _text(events) != expected:
            return "wrong words"
        return "complete" if _has_usage(events) else "no usage"


def _events(body: bytes) -> list[bytes]:
    return [line[5:].strip() for line in body.split(b"\n") if line.startswith(b"data:")]


def _text(events: Sequence[bytes]) -> str:
    choices = (choice for event in events[:-1] for choice in json.loads(event).get("choices", ()))
    return "".join(choice["delta"].get("content") or "" for choice in choices)


def _has_usage(events: Sequence[bytes]) -> bool:
    return any(b'"usage"' in event and json.loads(event)["usage"] for event in events[-3:-1])


class Streams:
    """So many streams, started evenly within a short time."""

    def __init__(self, message: bytes, expected: str) -> None:
        self._message, self._expected = message, expected
        self._over = asyncio.Event()
        self._waiting: set[Stream] = set()

    def end(self, stream: Stream) -> None:
        """One is at its end."""
        self._waiting.discard(stream)
        if not self._waiting:
            self._over.set()

    async def run(
        self, addresses: Sequence[tuple[str, int]], *, streams: int, within: float, limit: float
    ) -> dict[str, object]:
        """The figures once all have ended or ``limit`` seconds are over."""
        opened = [await self._open(*addresses[number % len(addresses)]) for number in range(streams)]
        self._waiting.update(opened)
        started = time.perf_counter()
        await self._start(opened, started, within)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._over.wait(), max(0.1, started + limit - time.perf_counter()))
        spent = time.perf_counter() - started
        for stream in opened:
            stream.stop()
        return self._figures(opened, spent)

    async def _open(self, host: str, port: int) -> Stream:
        loop = asyncio.get_running_loop()
        _, stream = await loop.create_connection(lambda: Stream(self), host, port)
        return stream

    async def _start(self, opened: Sequence[Stream], started: float, within: float) -> None:
        for number, stream in enumerate(opened):
            wait = started + within * number / len(opened) - time.perf_counter()
            if wait > 0:
                await asyncio.sleep(wait)
            stream.start(self._message)

    def _figures(self, opened: Sequence[Stream], spent: float) -> dict[str, object]:
        kinds = Counter(stream.outcome(self._expected) for stream in opened)
        first = [(stream.first - stream.since) * 1000 for stream in opened if stream.first]
        pauses = [stream.longest_pause * 1000 for stream in opened if stream.ended]
        complete = kinds.pop("complete", 0)
        return {
            "complete": complete,
            "errors": len(opened) - complete,
            "seconds": spent,
            "tokens": sum(stream.tokens() for stream in opened),
            "first_p50_ms": quantile(first, 0.5),
            "first_p99_ms": quantile(first, 0.99),
            "pause_p99_ms": quantile(pauses, 0.99),
            "kinds": dict(kinds),
        }
