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
    """What one process did: searches, seconds by the clock, the most memory it held in bytes."""

    searches: int
    seconds: float
    memory: int


def many_at_once(folder: Path, corpus: Path, queries: Sequence[str], *, processes: int) -> tuple[float, int]:
    """Queries a second of all processes together, and the most memory that one of them held."""
    work = partial(_work, str(folder), str(corpus))
    portions = [list(queries[number::processes]) for number in range(processes)]
    # Not forked: the memory of the process that built the index would count as theirs.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        done = list(pool.map(work, portions))
    return sum(each.searches / each.seconds for each in done), max(each.memory for each in done)


def _work(folder: str, corpus: str, queries: list[str]) -> Worked:
    return asyncio.run(_search(Path(folder), Path(corpus), queries))


async def _search(folder: Path, corpus: Path, queries: list[str]) -> Worked:
    async with open_laws(folder, corpus) as laws:
        for query in queries[:_WARMING]:
            await laws.library.search(query, collections=laws.collections)
        started = time.perf_counter()
        for query in queries:
            await laws.library.search(query, collections=laws.collections)
        seconds = time.perf_counter() - started
    return Worked(len(queries), seconds, most_memory())


def most_memory() -> int:
    """The most memory that this process held, in bytes; ``ru_maxrss`` would count that of the one it was forked from."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    (peak,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(peak) * 1024
