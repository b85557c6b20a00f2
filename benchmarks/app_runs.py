"""200 runs of an app at once: ``uv run python benchmarks/app_runs.py [--runs 200] [--rounds 5]``.

Starts the real server on an empty data folder, signs in, and sends the form of 要約 without a model so many times at the
same moment, each over a connection of its own. Told are how long it takes until all are accepted and until all have ended,
the processor time of the server for each run (form, records, work and the pages of its progress), how far runs were
begun out of the order in which they were accepted, and how the page of the last one told its place in the line. Beside it
stands the work of the app alone: the outline of the same text, in one process that keeps no records. The last line is one
JSON object.
"""

import argparse
import asyncio
import json
import os
import platform
import re
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from statistics import median

import aiohttp
from home_page import Server, genkan

from genkan.apps.built_in.summary.outline import outline

APP = "/apps/summary"
PLACE = re.compile(r"(\d+)番目に実行します")
TEXT = "\n\n".join(
    f"## 第{number}　事業の概要\n\n例示省は、令和{number}年度に事業を見直す。予算額は{number},200万円である。\n\n"
    * 2
    for number in range(1, 21)
)
LONGEST_WAIT = 300.0


@dataclass(frozen=True)
class Round:
    """One round: seconds by the clock, milliseconds of processor time of a run, and what was seen of the order.

    ``furthest`` is how many places a run was begun before or after its turn at the most, ``overtaken`` the share of
    pairs of runs that were begun the other way round, ``places`` how many different places its page told the last one.
    """

    accepted_seconds: float
    ended_seconds: float
    run_ms: float
    furthest: int
    overtaken: float
    places: int


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with genkan() as server:
        _round(server, 10)
        rounds = [_round(server, arguments.runs) for _ in range(arguments.rounds)]
    alone = [_alone(arguments.runs) for _ in range(arguments.rounds)]
    _print(rounds, alone=alone, runs=arguments.runs)


def _round(server: Server, runs: int) -> Round:
    """Send the forms at once, follow the last one, and read the times of all from the records."""
    before, start = server.milliseconds(), time.monotonic()
    sent, accepted, places = asyncio.run(_sent_and_followed(server, runs))
    while _open_runs(server):
        time.sleep(0.05)
    ended = time.monotonic() - start
    order = _order(server, sent)
    return Round(
        accepted_seconds=accepted,
        ended_seconds=ended,
        run_ms=(server.milliseconds() - before) / runs,
        furthest=max(abs(place - turn) for turn, place in enumerate(order)),
        overtaken=_overtaken(order),
        places=len(places),
    )


async def _sent_and_followed(server: Server, runs: int) -> tuple[list[str], float, list[int]]:
    """The runs, after how many seconds all were accepted, and the places in the line that the last one was told."""
    connector, start = aiohttp.TCPConnector(limit=0), time.monotonic()
    cookies = server.browser.cookies
    async with aiohttp.ClientSession(server.address, cookies=cookies, connector=connector) as session:
        sent = await asyncio.gather(*(_begin(session) for _ in range(runs)))
        accepted = time.monotonic() - start
        return sent, accepted, await _followed(session, max(sent))


async def _begin(session: aiohttp.ClientSession) -> str:
    """Send the form; the id of the run that was begun."""
    form = {"field.text": TEXT, "field.length": "short", "field.shape": "points", "information_class": "1"}
    headers = {"sec-fetch-site": "same-origin"}
    async with session.post(APP, data=form, headers=headers, allow_redirects=False) as response:
        if response.status != 303:
            sys.exit(f"a form was answered with {response.status}")
        return response.headers["location"].removeprefix("/runs/")


async def _followed(session: aiohttp.ClientSession, run_id: str) -> list[int]:
    """The places in the line that the page of a run told, each once, until it was begun; it may never move back."""
    told: list[int] = []
    end = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < end:
        async with session.get(f"/runs/{run_id}/progress") as response:
            found = PLACE.search(await response.text())
        if found is None:
            return told
        place = int(found[1])
        if told and place > told[-1]:
            sys.exit(f"the last run moved back in the line, from {told[-1]} to {place}")
        told += [place] if place not in told else []
        await asyncio.sleep(0.2)
    sys.exit("the last run was not begun within five minutes")


def _ask(server: Server, query: str, *values: str) -> list[tuple[str, ...]]:
    place = f"file:{server.folder / 'genkan.sqlite3'}?mode=ro"
    with closing(sqlite3.connect(place, uri=True, timeout=30)) as connection:
        return connection.execute(query, values).fetchall()


def _open_runs(server: Server) -> int:
    return int(_ask(server, "SELECT count(*) FROM app_run WHERE ended_at IS NULL")[0][0])


def _order(server: Server, sent: list[str]) -> list[int]:
    """For each run in the order in which they were accepted, the place in which it was begun. All have to be complete."""
    mine = set(sent)
    rows = [
        row for row in _ask(server, "SELECT id, state, created_at, started_at FROM app_run") if row[0] in mine
    ]
    if len(rows) != len(sent) or {row[1] for row in rows} != {"completed"}:
        sys.exit("not every run was completed")
    begun = {row[0]: place for place, row in enumerate(sorted(rows, key=lambda row: (row[3], row[0])))}
    return [begun[row[0]] for row in sorted(rows, key=lambda row: (row[2], row[0]))]


def _overtaken(order: list[int]) -> float:
    pairs = [(first, later) for turn, first in enumerate(order) for later in order[turn + 1 :]]
    return sum(first > later for first, later in pairs) / max(len(pairs), 1)


def _alone(runs: int) -> float:
    """Milliseconds of processor time of the app's work alone."""
    before = time.process_time()
    for _ in range(runs):
        outline(TEXT)
    return 1000 * (time.process_time() - before) / runs


def _print(rounds: list[Round], *, alone: list[float], runs: int) -> None:
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {runs} runs a round"
    )
    _line("all accepted, s", rounds, lambda each: each.accepted_seconds)
    _line("all ended, s", rounds, lambda each: each.ended_seconds)
    _line("processor time of a run, ms", rounds, lambda each: each.run_ms)
    _line("furthest from its turn, places", rounds, lambda each: each.furthest)
    _line("pairs begun the other way round, %", rounds, lambda each: 100 * each.overtaken)
    _line("places told to the last one", rounds, lambda each: each.places)
    print(f"{'the work alone, ms':>36}: {median(alone):8.2f}  (min {min(alone):.2f}, max {max(alone):.2f})")
    print(json.dumps({"runs": runs, "rounds": [asdict(each) for each in rounds], "alone_ms": alone}))


def _line(name: str, rounds: list[Round], of: Callable[[Round], float]) -> None:
    values = [of(each) for each in rounds]
    print(
        f"{name:>36}: {median(values):8.2f}  (min {min(values):.2f}, max {max(values):.2f}, n={len(values)})"
    )


if __name__ == "__main__":
    main()
