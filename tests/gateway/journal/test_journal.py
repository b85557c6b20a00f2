"""The journal loses no call and counts none twice: after a kill, a failing database, a full disk."""

import asyncio
import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from genkan.gateway.answer import Outcome
from genkan.gateway.errors import JournalFailed
from genkan.gateway.journal import Journal
from genkan.gateway.journal.row import Closed, Opened
from genkan.gateway.journal.segment import Segment, SegmentHeld, clear_nameless
from genkan.gateway.store.calls import call
from genkan.governance import Ledger
from genkan.governance.ledger.store.tables import ledger_event
from genkan.kit import system_clock
from genkan.storage import Database, DatabaseUnavailable
from tests.gateway.recorded_calls import a_row, an_end

DIES_WITH_OPEN_CALLS = """
import sys, time
from pathlib import Path
from tests.gateway.recorded_calls import an_end, a_row
from genkan.gateway.journal.row import Closed, Opened
from genkan.gateway.journal.segment import Segment

segment = Segment.create(Path(sys.argv[1]))
for number in range(100):
    row = a_row()
    segment.write(Opened(row))
    if number % 2:
        segment.write(Closed(row.id, an_end()))
print("written", flush=True)
time.sleep(60)
"""


async def outcomes(database: Database) -> list[str | None]:
    async with database.read() as connection:
        return list((await connection.execute(select(call.c.outcome).order_by(call.c.id))).scalars())


def journal_of(database: Database, folder: Path) -> Journal:
    ledger = Ledger(database, system_clock, None)
    return Journal(folder, database=database, ledger=ledger, clock=system_clock)


@pytest.fixture
async def journal(database: Database, tmp_path: Path) -> Journal:
    """A journal whose background work does not run."""
    made = journal_of(database, tmp_path)
    made._segments.start()
    return made


async def test_ended_calls_stand_in_the_records_once(database: Database, journal: Journal) -> None:
    rows = [a_row() for _ in range(1201)]
    for row in rows:
        journal.open(row)
        journal.close(row.id, an_end())
        journal.close(row.id, an_end(Outcome.STOPPED))
    await journal.flush()
    await journal.flush()
    assert await outcomes(database) == [Outcome.COMPLETED] * len(rows)


async def test_every_batch_leaves_its_digest_in_the_ledger(database: Database, journal: Journal) -> None:
    row = a_row()
    journal.open(row)
    journal.close(row.id, an_end())
    await journal.flush()
    async with database.read() as connection:
        kinds = (await connection.execute(select(ledger_event.c.kind, ledger_event.c.object_id))).all()
        batch = (await connection.execute(select(call.c.batch_id))).scalar_one()
    assert kinds == [("gateway:calls:recorded", batch)]


async def test_a_killed_process_loses_no_call(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    folder.mkdir()
    path = folder / "killed.journal"
    process = subprocess.Popen(  # noqa: ASYNC220 - it only prints a word
        [sys.executable, "-c", DIES_WITH_OPEN_CALLS, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None and process.stdout.readline().strip() == "written"
    with pytest.raises(SegmentHeld):
        Segment.take(path)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    journal = journal_of(database, folder)
    await journal.start()
    await journal.stop()
    assert sorted(map(str, await outcomes(database))) == [Outcome.COMPLETED] * 50 + [Outcome.INTERRUPTED] * 50
    assert list(folder.iterdir()) == []


async def test_a_file_whose_process_died_before_it_was_named_is_cleared_away(
    database: Database, tmp_path: Path
) -> None:
    (tmp_path / "dead-1.journal.new").touch()
    held = Segment.create(tmp_path / "living.journal")
    held.path.rename(tmp_path / "living-1.journal.new")
    journal = journal_of(database, tmp_path)
    await journal.start()
    names = {path.name for path in tmp_path.iterdir()}
    assert "dead-1.journal.new" not in names
    assert "living-1.journal.new" in names
    await journal.stop()
    held.close()


def test_a_file_that_another_process_clears_away_before_it_is_locked_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = fcntl.flock
    cleared: list[str] = []

    def clear_first(descriptor: int, operation: int) -> None:
        if not cleared:
            cleared.extend(path.name for path in tmp_path.iterdir())
            monkeypatch.setattr(fcntl, "flock", lock)
            clear_nameless(tmp_path)
        lock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", clear_first)
    segment = Segment.create(tmp_path / "own.journal")
    assert cleared == ["own.journal.new"]
    segment.write(Opened(a_row()))
    assert [path.name for path in tmp_path.iterdir()] == ["own.journal"]
    assert segment.path.stat().st_size == segment.size
    segment.close()


async def test_a_replay_adds_only_what_the_records_lack(
    database: Database, journal: Journal, tmp_path: Path
) -> None:
    row, other = a_row(), a_row()
    journal.open(row)
    journal.close(row.id, an_end())
    await journal.flush()
    again = Segment.create(tmp_path / "again.journal")
    for line in (Opened(row), Closed(row.id, an_end()), Opened(other), Closed(other.id, an_end())):
        again.write(line)
    again.close()
    await journal.replay()
    await journal.replay()
    assert await outcomes(database) == [Outcome.COMPLETED] * 2


async def test_a_line_that_was_cut_off_is_passed_over(
    database: Database, journal: Journal, tmp_path: Path
) -> None:
    path = tmp_path / "cut.journal"
    cut = Segment.create(path)
    cut.write(Opened(a_row()))
    cut.write(Opened(a_row()))
    cut.close()
    path.write_bytes(path.read_bytes()[:-20])
    await journal.replay()
    assert await outcomes(database) == [Outcome.INTERRUPTED]


async def test_a_database_that_fails_half_way_gets_every_call_once(
    database: Database, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [a_row() for _ in range(20)]
    for row in rows:
        journal.open(row)
        journal.close(row.id, an_end())
    whole = database.write

    def commits_and_fails() -> object:
        raise DatabaseUnavailable

    monkeypatch.setattr(database, "write", commits_and_fails)
    with pytest.raises(DatabaseUnavailable):
        await journal.flush()
    monkeypatch.setattr(database, "write", whole)
    await journal.flush()
    assert await outcomes(database) == [Outcome.COMPLETED] * 20


async def test_a_commit_whose_answer_was_lost_is_not_repeated(
    database: Database, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = a_row()
    journal.open(row)
    journal.close(row.id, an_end())
    flush = journal._flush_group

    async def lost() -> None:
        await flush()
        journal._ended.insert(0, ended)
        journal._doubtful = True
        raise DatabaseUnavailable

    ended = journal._ended[0]
    monkeypatch.setattr(journal, "_flush_group", lost)
    with pytest.raises(DatabaseUnavailable):
        await journal.flush()
    monkeypatch.setattr(journal, "_flush_group", flush)
    await journal.flush()
    assert await outcomes(database) == [Outcome.COMPLETED]


async def test_a_full_disk_lets_no_call_begin(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(JournalFailed):
        journal.open(a_row())
    assert journal.in_flight == 0


async def test_a_file_that_has_grown_gives_way_to_one_with_the_open_calls(
    database: Database, journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("genkan.gateway.journal.segments.LARGEST_BYTES", 1000)
    staying = a_row()
    journal.open(staying)
    for _ in range(20):
        row = a_row()
        journal.open(row)
        journal.close(row.id, an_end())
    await journal.flush()
    (path,) = tmp_path.glob("*.journal")
    assert path.stat().st_size < 1000
    journal._segments.stop(empty=False)
    await journal_of(database, tmp_path).replay()
    assert sorted(map(str, await outcomes(database))) == [Outcome.COMPLETED] * 20 + [Outcome.INTERRUPTED]


async def test_the_journal_empties_itself_while_calls_come(database: Database, tmp_path: Path) -> None:
    journal = journal_of(database, tmp_path / "journal")
    await journal.start()
    row = a_row()
    journal.open(row)
    journal.close(row.id, an_end())
    async with asyncio.timeout(5):
        while not await outcomes(database):
            await asyncio.sleep(0.05)
    await journal.stop()


async def test_what_cannot_be_recorded_at_the_end_is_told_and_left_for_the_next_start(
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def away() -> object:
        raise DatabaseUnavailable

    folder = tmp_path / "journal"
    journal = journal_of(database, folder)
    await journal.start()
    row = a_row()
    journal.open(row)
    journal.close(row.id, an_end())
    with monkeypatch.context() as patched:
        patched.setattr(database, "write", away)
        await journal.stop()
    assert "1 calls stay in the journal" in caplog.text
    await journal_of(database, folder).replay()
    assert await outcomes(database) == [Outcome.COMPLETED]
