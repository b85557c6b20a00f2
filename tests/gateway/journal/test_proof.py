"""The metering rows are proven by the ledger: whatever is done to one of them is found, with its batch."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import BigInteger, Boolean, Column, Integer

from genkan.gateway.journal import Journal
from genkan.gateway.journal.proof import BatchFault, BatchFinding, CallsProof, verify_calls
from genkan.gateway.journal.row import CallEnd
from genkan.gateway.store.calls import call
from genkan.kit import system_clock
from genkan.storage import Database, Moment
from tests.gateway.journal.test_journal import journal_of
from tests.gateway.recorded_calls import a_row, an_end

BATCHES, CALLS = 3, 4


@pytest.fixture
async def journal(database: Database, tmp_path: Path) -> Journal:
    """A journal that has recorded some batches."""
    made = journal_of(database, tmp_path)
    made._segments.start()
    for _ in range(BATCHES):
        for _ in range(CALLS):
            row = a_row()
            made.open(row)
            made.close(row.id, an_end_with_all())
        await made.flush()
    return made


def an_end_with_all() -> CallEnd:
    end, now = an_end(), system_clock()
    return CallEnd(end.outcome, now, now, 10, 5, 7, 3, True, 1170)


async def proof(database: Database) -> CallsProof:
    async with database.read() as connection:
        return await verify_calls(connection)


async def a_recorded_call(database: Database) -> dict[str, object]:
    """A row of the middle batch."""
    async with database.read() as connection:
        rows = (await connection.execute(call.select().order_by(call.c.batch_id, call.c.id))).mappings().all()
    return dict(rows[CALLS])


def other(column: Column[object], value: object) -> object:
    """Another value that the column takes."""
    if isinstance(column.type, Moment):
        return system_clock() - timedelta(days=1)
    if isinstance(column.type, Boolean):
        return not value
    if isinstance(column.type, Integer | BigInteger):
        return 77
    return "other"


async def test_what_was_recorded_is_proven(database: Database, journal: Journal) -> None:
    assert await proof(database) == CallsProof(BATCHES, BATCHES * CALLS, None)


async def test_an_empty_installation_is_proven(database: Database) -> None:
    assert await proof(database) == CallsProof(0, 0, None)


@pytest.mark.parametrize("name", [column.name for column in call.c if column.name not in {"id", "batch_id"}])
async def test_a_changed_column_is_found(database: Database, journal: Journal, name: str) -> None:
    row = await a_recorded_call(database)
    async with database.write() as connection:
        changed = {name: other(call.c[name], row[name])}
        await connection.execute(call.update().where(call.c.id == row["id"]).values(changed))
    found = await proof(database)
    assert found.finding == BatchFinding(BatchFault.ROWS_ALTERED, str(row["batch_id"]))
    assert found.batches == 1


async def test_a_deleted_row_is_found(database: Database, journal: Journal) -> None:
    row = await a_recorded_call(database)
    async with database.write() as connection:
        await connection.execute(call.delete().where(call.c.id == row["id"]))
    assert (await proof(database)).finding == BatchFinding(BatchFault.ROWS_DELETED, str(row["batch_id"]))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({}, BatchFault.ROWS_ADDED),
        ({"batch_id": "made up"}, BatchFault.BATCH_UNKNOWN),
        ({"batch_id": None, "at": system_clock() + timedelta(days=1)}, BatchFault.ROW_WITHOUT_BATCH),
    ],
)
async def test_an_added_row_is_found(
    database: Database, journal: Journal, changes: dict[str, object], fault: BatchFault
) -> None:
    row = {**await a_recorded_call(database), "id": "added", **changes}
    async with database.write() as connection:
        await connection.execute(call.insert().values(row))
    finding = (await proof(database)).finding
    assert finding == BatchFinding(fault, str(row["batch_id"] or "added"))


async def test_rows_from_before_there_were_batches_are_no_finding(
    database: Database, journal: Journal
) -> None:
    old = {**await a_recorded_call(database), "id": "old", "batch_id": None}
    async with database.write() as connection:
        await connection.execute(call.insert().values({**old, "at": system_clock() - timedelta(days=1)}))
    assert (await proof(database)).ok
