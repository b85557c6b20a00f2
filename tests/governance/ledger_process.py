"""What a process of its own does in the tests: it records, and says so after each commit."""

import asyncio
from multiprocessing.connection import Connection
from pathlib import Path

from genkan.governance import Ledger
from genkan.kit import system_clock
from genkan.storage import Database

CALLERS = 4


def record_much(url: str, anchor_file: Path, times: int, told: Connection) -> None:
    """Four callers commit ``times`` transactions of two events each."""
    asyncio.run(_record_much(url, anchor_file, times, told))


async def _record_much(url: str, anchor_file: Path, times: int, told: Connection) -> None:
    database = Database(url)
    ledger = Ledger(database, system_clock, anchor_file)
    await ledger.start()
    await asyncio.gather(*(_write(database, ledger, times, told) for _ in range(CALLERS)))
    await ledger.stop()
    await database.close()


async def _write(database: Database, ledger: Ledger, times: int, told: Connection) -> None:
    for number in range(times):
        async with database.write() as connection:
            for part in ("begun", "ended"):
                await ledger.record(
                    connection,
                    f"test:thing:{part}",
                    actor="system",
                    organisation_id=None,
                    object_id=f"thing-{number}",
                )
        told.send("committed")
