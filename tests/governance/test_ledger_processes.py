"""Several real processes on one ledger, and one that is killed."""

from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from genkan.governance import Ledger, verify
from genkan.kit import system_clock

from .ledger_process import record_much


def begin(database_url: str, anchor_file: Path, *, times: int) -> tuple[BaseProcess, Connection]:
    """A process that commits four times ``times`` transactions of two events; it can be heard."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["genkan.governance"])
    heard, told = context.Pipe(duplex=False)
    process = context.Process(target=record_much, args=(database_url, anchor_file, times, told))
    process.start()
    told.close()
    return process, heard


def end(process: BaseProcess, heard: Connection) -> int | None:
    """Wait for the end and let go of everything; the exit status."""
    process.join(timeout=60)
    status = process.exitcode
    heard.close()
    process.close()
    return status


async def check(database, anchor_file: Path):
    async with database.read() as connection:
        return await verify(connection, anchor_file, clock=system_clock)


async def test_three_processes_at_once_leave_three_whole_chains(database, database_url, anchor_file):
    processes = [begin(database_url, anchor_file, times=5) for _ in range(3)]
    assert [end(*process) for process in processes] == [0, 0, 0]
    result = await check(database, anchor_file)
    assert result.ok
    assert (result.events, result.links, result.waiting, result.adopted) == (120, 120, 0, 0)


async def test_what_a_killed_process_committed_is_adopted(database, database_url, anchor_file):
    process, heard = begin(database_url, anchor_file, times=10_000)
    for _ in range(20):
        heard.recv()
    process.kill()
    assert end(process, heard) == -9
    heir = Ledger(database, system_clock, anchor_file)
    await heir.adopt()
    await heir.anchor()
    result = await check(database, anchor_file)
    assert result.ok
    assert result.events == result.links >= 40
    assert result.waiting == 0
