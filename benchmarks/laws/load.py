"""Searches of several processes at once, each with its own library over the same index."""

import asyncio
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from laws.opening import open_laws

_WARMING = 20


class Worked(NamedTuple):
    """What one process did: searches, seconds by the clock and of the processor, the most memory it held in bytes.

    ``own_memory`` is what it shares with no other process; the rest are pages of files that all of them read.
    """

    searches: int
    seconds: float
    processor: float
    memory: int
    own_memory: int


class Together(NamedTuple):
    """Queries a second of all processes, milliseconds of the processor each took, and the most memory of one process."""

    queries_a_second: float
    processor_ms: float
    memory: int
    own_memory: int


def many_at_once(folder: Path, corpus: Path, queries: Sequence[str], *, processes: int) -> Together:
    """Share the queries among processes that search at the same time."""
    work = partial(_work, str(folder), str(corpus))
    portions = [list(queries[number::processes]) for number in range(processes)]
    # Not forked: the memory of the process that built the index would count as theirs.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        done = list(pool.map(work, portions))
    return Together(
        queries_a_second=sum(each.searches / each.seconds for each in done),
        processor_ms=1000 * sum(each.processor for each in done) / sum(each.searches for each in done),
        memory=max(each.memory for each in done),
        own_memory=max(each.own_memory for each in done),
    )


def _work(folder: str, corpus: str, queries: list[str]) -> Worked:
    return asyncio.run(_search(Path(folder), Path(corpus), queries))


async def _search(folder: Path, corpus: Path, queries: list[str]) -> Worked:
    async with open_laws(folder, corpus) as laws:
        for query in queries[:_WARMING]:
            await laws.library.search(query, collections=laws.collections)
        started, used = time.perf_counter(), time.process_time()
        for query in queries:
            await laws.library.search(query, collections=laws.collections)
        seconds, processor = time.perf_counter() - started, time.process_time() - used
    return Worked(len(queries), seconds, processor, most_memory(), memory_of("RssAnon"))


def most_memory() -> int:
    """The most memory that this process held, in bytes; ``ru_maxrss`` would count that of the one it was forked from."""
    return memory_of("VmHWM")


def memory_of(kind: str) -> int:
    """Bytes of one kind as the kernel counts them for this process."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    (found,) = (line.split()[1] for line in lines if line.startswith(f"{kind}:"))
    return int(found) * 1024
