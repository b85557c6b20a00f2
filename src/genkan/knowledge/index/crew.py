"""Several processes that prepare documents for the index side by side."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from types import TracebackType
from typing import Self

import msgspec

from genkan.knowledge.errors import IndexWorkerLost
from genkan.knowledge.index.frames import LENGTH
from genkan.knowledge.index.preparing import PreparedDocument, Unprepared

_IN_FLIGHT = 3
_PROGRAM = ("-m", "genkan.knowledge.index.worker")


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0))


async def prepared_by_crew(documents: AsyncIterator[Unprepared]) -> AsyncIterator[PreparedDocument]:
    """The documents in the order in which they are done, by as many processes as there are processors."""
    size = cores()
    async with Crew(size) as crew:
        pending: set[asyncio.Task[PreparedDocument]] = set()
        async for unprepared in documents:
            pending.add(asyncio.create_task(crew.prepare(unprepared)))
            if len(pending) >= size * _IN_FLIGHT:
                done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    yield task.result()
        for task in asyncio.as_completed(pending):
            yield await task


class Crew:
    """Processes that are there within ``async with``; each reads its own dictionary (70 MB)."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._workers: list[_Worker] = []

    async def __aenter__(self) -> Self:
        for _ in range(self._size):
            process = await asyncio.create_subprocess_exec(sys.executable, *_PROGRAM, stdin=PIPE, stdout=PIPE)
            self._workers.append(_Worker(process))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.gather(*(worker.dismiss() for worker in self._workers))

    async def prepare(self, unprepared: Unprepared) -> PreparedDocument:
        """The document prepared by whoever has least to do. Raises ``IndexWorkerLost`` where the process ended."""
        worker = min(self._workers, key=lambda each: each.waiting)
        question = await asyncio.to_thread(msgspec.msgpack.encode, unprepared)
        answer = await worker.ask(question)
        return await asyncio.to_thread(msgspec.msgpack.decode, answer, type=PreparedDocument)


class _Worker:
    """One process; what it is asked it answers in the same order."""

    def __init__(self, process: Process) -> None:
        self.waiting = 0
        self._process = process
        self._writing, self._reading = asyncio.Lock(), asyncio.Lock()

    async def ask(self, question: bytes) -> bytes:
        self.waiting += 1
        try:
            async with self._writing:
                await self._write(question)
            async with self._reading:
                return await self._read()
        except (ConnectionError, asyncio.IncompleteReadError) as error:
            raise IndexWorkerLost from error
        finally:
            self.waiting -= 1

    async def dismiss(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
        async with self._reading:  # its end is noticed only behind what it wrote
            await self._process.communicate()

    async def _write(self, question: bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(LENGTH.pack(len(question)) + question)
        await self._process.stdin.drain()

    async def _read(self) -> bytes:
        assert self._process.stdout is not None
        (length,) = LENGTH.unpack(await self._process.stdout.readexactly(LENGTH.size))
        return await self._process.stdout.readexactly(length)
