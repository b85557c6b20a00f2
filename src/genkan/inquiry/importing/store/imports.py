"""SQL of imports: the lists, the reports of their rows, and what was handed in already."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.importing.column import Column
from genkan.inquiry.importing.imported import Import, ImportState, RowOutcome, RowReport
from genkan.inquiry.importing.store.tables import handed_table, import_row_table, import_table
from genkan.inquiry.store.tables import case_table
from genkan.kit import storable
from genkan.storage import insert_into

_WITHOUT_CONTENT = [column for column in import_table.c if column.name != "content"]


async def add_import(connection: AsyncConnection, new: Import, content: bytes) -> None:
    """Keep a list that was handed in."""
    row = {**vars(new), "columns": _written(new.columns), "content": content}
    await connection.execute(import_table.insert().values(row))


async def find_import(connection: AsyncConnection, import_id: str) -> Import | None:
    """The import of an id."""
    query = select(*_WITHOUT_CONTENT).where(import_table.c.id == storable(import_id))
    row = (await connection.execute(query)).one_or_none()
    return _import_of(row) if row else None


async def content_of(connection: AsyncConnection, import_id: str) -> bytes:
    """The list itself; empty once it is over."""
    query = select(import_table.c.content).where(import_table.c.id == import_id)
    return (await connection.execute(query)).scalar_one()


async def import_names(connection: AsyncConnection, import_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """File and organisation of each import, by id."""
    columns = (import_table.c.id, import_table.c.name, import_table.c.organisation_id)
    rows = await connection.execute(select(*columns).where(import_table.c.id.in_(import_ids)))
    return {row.id: (row.name, row.organisation_id) for row in rows}


async def list_imports(
    connection: AsyncConnection, organisation_id: str, *, limit: int = 50
) -> tuple[Import, ...]:
    """The latest imports of an organisation that were begun."""
    own = (
        import_table.c.organisation_id == organisation_id,
        import_table.c.state != ImportState.PREVIEW,
    )
    query = select(*_WITHOUT_CONTENT).where(*own).order_by(import_table.c.at.desc()).limit(limit)
    return tuple(_import_of(row) for row in await connection.execute(query))


async def begin_import(connection: AsyncConnection, import_id: str, columns: Mapping[Column, int]) -> bool:
    """Say what the columns hold, and that the import begins; False where it began before."""
    is_new = (import_table.c.id == import_id, import_table.c.state == ImportState.PREVIEW)
    change = import_table.update().where(*is_new)
    begun = change.values(columns=_written(columns), state=ImportState.WAITING)
    return (await connection.execute(begun)).rowcount == 1


async def tell_rows(
    connection: AsyncConnection, waiting: Import, reports: Sequence[RowReport], *, done: int
) -> bool:
    """Write what became of the next rows; False where another worker did so meanwhile."""
    seen = (import_table.c.id == waiting.id, import_table.c.done == waiting.done)
    counted = await connection.execute(import_table.update().where(*seen).values(done=done))
    if counted.rowcount != 1:
        return False
    if reports:
        rows = [{"import_id": waiting.id, **vars(report)} for report in reports]
        await connection.execute(import_row_table.insert(), rows)
    return True


async def end_import(connection: AsyncConnection, import_id: str, state: ImportState) -> bool:
    """Say that it is over, and keep the list no longer; False where another worker said so."""
    waiting = (import_table.c.id == import_id, import_table.c.state == ImportState.WAITING)
    change = import_table.update().where(*waiting).values(state=state, content=b"")
    return (await connection.execute(change)).rowcount == 1


async def drop_previews(connection: AsyncConnection, *, before: datetime) -> None:
    """Forget the lists that somebody looked at long ago and did not import."""
    old = (
        import_table.c.state == ImportState.PREVIEW,
        import_table.c.at < before,
    )
    await connection.execute(import_table.delete().where(*old))


async def counts_of(connection: AsyncConnection, import_id: str) -> dict[RowOutcome, int]:
    """How many rows came to each outcome."""
    query = select(import_row_table.c.outcome, func.count()).where(import_row_table.c.import_id == import_id)
    rows = await connection.execute(query.group_by(import_row_table.c.outcome))
    found = {RowOutcome(outcome): count for outcome, count in rows}
    return {outcome: found.get(outcome, 0) for outcome in RowOutcome}


async def reports_of(
    connection: AsyncConnection, import_id: str, *, but_taken: bool = False, limit: int | None = None
) -> tuple[tuple[RowReport, str], ...]:
    """What became of the rows, in their order, each with the number of its case."""
    numbers = select(import_row_table, case_table.c.number).outerjoin(
        case_table, case_table.c.id == import_row_table.c.case_id
    )
    query = numbers.where(import_row_table.c.import_id == import_id).order_by(import_row_table.c.row)
    if but_taken:
        query = query.where(import_row_table.c.outcome != RowOutcome.TAKEN)
    rows = await connection.execute(query.limit(limit))
    return tuple(
        (RowReport(row.row, RowOutcome(row.outcome), row.reason, row.case_id), row.number or "")
        for row in rows
    )


async def handed_in(
    connection: AsyncConnection, organisation_id: str, fingerprints: Sequence[str]
) -> dict[str, str]:
    """The cases of what was handed in already, by fingerprint."""
    own = (
        handed_table.c.organisation_id == organisation_id,
        handed_table.c.fingerprint.in_(fingerprints),
    )
    rows = await connection.execute(select(handed_table.c.fingerprint, handed_table.c.case_id).where(*own))
    return {row.fingerprint: row.case_id for row in rows}


async def note_handed(connection: AsyncConnection, organisation_id: str, handed: Mapping[str, str]) -> bool:
    """Remember what became a case, by fingerprint; False where somebody else handed one in beside this transaction."""
    rows = [
        {"organisation_id": organisation_id, "fingerprint": fingerprint, "case_id": case_id}
        for fingerprint, case_id in handed.items()
    ]
    if not rows:
        return True
    insert = insert_into(connection, handed_table).values(rows).on_conflict_do_nothing()
    written = await connection.execute(insert.returning(handed_table.c.fingerprint))
    return len(written.all()) == len(rows)


async def forget_case(connection: AsyncConnection, case_id: str) -> None:
    """Erase why rows of the case were refused; that they were handed in stays, so that nothing comes again."""
    own = import_row_table.c.case_id == case_id
    await connection.execute(import_row_table.update().where(own).values(reason=""))


def _written(columns: Mapping[Column, int]) -> str:
    return msgspec.json.encode(dict(columns)).decode()


def _import_of(row: Row[tuple[object, ...]]) -> Import:
    return Import(
        id=row.id,
        organisation_id=row.organisation_id,
        person_id=row.person_id,
        at=row.at,
        name=row.name,
        state=ImportState(row.state),
        columns=msgspec.json.decode(row.columns, type=dict[Column, int]),
        total=row.total,
        done=row.done,
    )
