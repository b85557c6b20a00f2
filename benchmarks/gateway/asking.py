"""Plain requests: so many connections, each asking again as soon as it is answered."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Awaitable, Iterable
from contextlib import suppress
from typing import cast

from gateway.figures import quantile
from gateway.upstream import ANSWER_TOKENS, words
from gateway.wire import whole_length


class Asker(asyncio.Protocol):
    """One connection that asks again as soon as it is answered."""

    def __init__(self, run: "Requests") -> None:
        self._run = run
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the first time."""
        self._transport = cast(asyncio.Transport, transport)
        self._run.asking.add(self)
        self._ask()

    def connection_lost(self, exc: Exception | None) -> None:
        """A connection closed before the answer is an error."""
        if self in self._run.asking:
            self._run.errors["connection closed"] += 1
            self._run.end(self)

    def data_received(self, data: bytes) -> None:
        """When the answer is whole: note it, ask again."""
        self._buffer = self._buffer + data if self._buffer else data
        whole = whole_length(self._buffer)
        if whole is None or len(self._buffer) < whole:
            return
        answer, self._buffer = self._buffer, b""
        self._run.note(self._since, answer)
        if self._run.over:
            self.stop()
        else:
            self._ask()

    def stop(self) -> None:
        """Nothing more."""
        self._run.end(self)
        self._transport.abort()

    def _ask(self) -> None:
        self._since = time.perf_counter()
        self._transport.write(self._run.message)


class Requests:
    """So many connections kept busy for some seconds."""

    def __init__(self, message: bytes, *, warming: float) -> None:
        self.message = message
        self.asking: set[Asker] = set()
        self.errors: Counter[str] = Counter()
        self.over = False
        self._warming = warming
        self._warm = float("inf")
        self._answered = self._in_time = 0
        self._times: list[float] = []
        self._idle = asyncio.Event()
        text = words(ANSWER_TOKENS)
        self._expected = (text.encode(), json.dumps(text)[1:-1].encode())

    def note(self, since: float, answer: bytes) -> None:
        """Count an answer."""
        if not (answer.startswith(b"HTTP/1.1 200") and any(text in answer for text in self._expected)):
            self.errors[answer[9:12].decode("latin-1")] += 1
            return
        self._answered += 1
        if (now := time.perf_counter()) >= self._warm:
            self._times.append(now - since)
            self._in_time += not self.over

    def end(self, asker: Asker) -> None:
        """One asks no more."""
        self.asking.discard(asker)
        if self.over and not self.asking:
            self._idle.set()

    async def run(
        self, host: str, port: int, *, connections: int, seconds: float, patience: float
    ) -> dict[str, object]:
        """The figures; the seconds start when all are warm, then open questions have ``patience`` seconds more.

        ``requests`` are all that were answered, ``per_second`` counts those within the seconds.
        """
        loop = asyncio.get_running_loop()
        opening = (loop.create_connection(lambda: Asker(self), host, port) for _ in range(connections))
        self.errors["not connected"] += await _failures(opening)
        await asyncio.sleep(self._warming)
        self._warm = time.perf_counter()
        await asyncio.sleep(seconds)
        self.over, spent = True, time.perf_counter() - self._warm
        await self._wait_for_open_ones(patience)
        return self._figures(spent)

    async def _wait_for_open_ones(self, patience: float) -> None:
        if self.asking:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._idle.wait(), patience)
        self.errors["no answer"] += len(self.asking)
        for asker in list(self.asking):
            asker.stop()

    def _figures(self, spent: float) -> dict[str, object]:
        return {
            "requests": self._answered,
            "seconds": spent,
            "per_second": self._in_time / spent,
            "p50_ms": quantile(self._times, 0.5) * 1000,
            "p99_ms": quantile(self._times, 0.99) * 1000,
            "errors": self.errors.total(),
            "kinds": {kind: number for kind, number in self.errors.items() if number},
        }


async def _failures(opening: Iterable[Awaitable[object]]) -> int:
    """How many of them came to nothing, one after the other."""
    failed = 0
    for each in opening:
        try:
            await each
        except OSError:
            failed += 1
    return failed
