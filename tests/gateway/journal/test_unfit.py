"""A call that the records cannot hold, and a line that the disk cut, keep no other call out."""

import fcntl
import os
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from genkan.gateway.answer import Outcome
from genkan.gateway.errors import JournalFailed
from genkan.gateway.journal import Journal
from genkan.gateway.journal.row import Closed, Opened
from genkan.gateway.journal.segment import Segment
from genkan.gateway.store.calls import call
from genkan.storage import Database
from tests.gateway.journal.test_journal import journal_of
from tests.gateway.recorded_calls import a_row, an_end

ABSURD = 2**63


@pytest.fixture
async def journal(database: Database, tmp_path: Path) -> Journal:
    """A journal whose background work does not run."""
    made = journal_of(database, tmp_path)
    made._segments.start()
    return made


async def tokens(database: Database) -> list[tuple[str, int]]:
    """Outcome and input tokens of every call."""
    query = select(call.c.outcome, call.c.input_tokens)
    async with database.read() as connection:
        return sorted((row[0], row[1]) for row in await connection.execute(query))


async def test_an_absurd_number_keeps_no_call_out_of_the_records(
    database: Database, journal: Journal
) -> None:
    for number in range(9):
        row = a_row()
        journal.open(row)
        count = ABSURD if number in {3, 7} else 7
        journal.close(row.id, msgspec.structs.replace(an_end(), input_tokens=count))
    await journal.flush()
    assert journal.unrecorded == 0
    assert await tokens(database) == [(Outcome.COMPLETED, 0)] * 2 + [(Outcome.COMPLETED, 7)] * 7


async def test_an_absurd_number_of_a_dead_process_does_not_stop_the_start(
    database: Database, tmp_path: Path
) -> None:
    segment = Segment.create(tmp_path / "dead-1.journal")
    for count in (7, ABSURD, 7):
        row = a_row()
        segment.write(Opened(row))
        segment.write(Closed(row.id, msgspec.structs.replace(an_end(), input_tokens=count)))
    segment.close()
    await journal_of(database, tmp_path).replay()
    assert await tokens(database) == [(Outcome.COMPLETED, count) for count in (0, 7, 7)]
    assert list(tmp_path.glob("*.journal")) == []


async def test_a_cut_line_does_not_swallow_the_next(
    database: Database, journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write

    def cutting(descriptor: int, data: bytes) -> int:
        return write(descriptor, data[:30])

    monkeypatch.setattr(os, "write", cutting)
    with pytest.raises(JournalFailed):
        journal.open(a_row())
    monkeypatch.setattr(os, "write", write)
    row = a_row()
    journal.open(row)
    journal.close(row.id, an_end())
    journal._segments.stop(empty=False)
    await journal_of(database, tmp_path).replay()
    assert await tokens(database) == [(Outcome.COMPLETED, 7)]


async def test_a_new_file_that_cannot_be_written_leaves_the_old_one(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("genkan.gateway.journal.segments.LARGEST_BYTES", 10)
    row = a_row()
    journal.open(row)
    (old,) = tmp_path.glob("*.journal")
    write = os.write

    def full(_descriptor: int, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    await journal.flush()
    monkeypatch.setattr(os, "write", write)
    assert [path for path in tmp_path.iterdir() if ".journal" in path.name] == [old]
    journal.close(row.id, an_end())
    assert row.id in old.read_text()


def test_a_file_that_was_deleted_before_its_lock_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "dead-1.journal"
    Segment.create(path).close()
    opened = os.open

    def too_late(file: Path, flags: int) -> int:
        descriptor = opened(file, flags)
        path.unlink()
        return descriptor

    monkeypatch.setattr(os, "open", too_late)
    with pytest.raises(FileNotFoundError):
        Segment.take(path)


def test_a_new_file_has_its_name_only_once_it_is_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[Path]] = []
    lock = fcntl.flock

    def looking(descriptor: int, operation: int) -> None:
        seen.append(list(tmp_path.glob("*.journal")))
        lock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", looking)
    Segment.create(tmp_path / "mine-1.journal").close()
    assert seen == [[]]
    assert list(tmp_path.iterdir()) == [tmp_path / "mine-1.journal"]


def test_lines_are_read_from_the_file_that_is_locked(tmp_path: Path) -> None:
    segment = Segment.create(tmp_path / "mine-1.journal")
    row = a_row()
    segment.write(Opened(row))
    segment.path.write_bytes(b"")
    segment.path.unlink()
    segment.write(Opened(row))
    segment.path.write_bytes(b"another")
    assert list(segment.lines()) == [Opened(row)]
    segment.close()
