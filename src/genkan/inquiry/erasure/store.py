"""SQL of erasure: requests, what a case loses, and which cases are old enough."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Column, ForeignKey, Index, Row, String, Table, Text, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.case import Case, CaseState
from genkan.inquiry.erasure.request import ErasureRequest, RequestState
from genkan.inquiry.letter import Reading
from genkan.inquiry.store.cases import CASE_COLUMNS, case_of
from genkan.inquiry.store.tables import case_table, citizen_table, note_table, reading_table
from genkan.storage import Moment, metadata

_OVER = 2

request_table = Table(
    "inquiry_erasure",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("case_id", String(36), ForeignKey("inquiry_case.id"), nullable=False),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("asked_by", String(36), ForeignKey("person.id"), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", String(12), nullable=False),
    Column("decided_by", String(36), ForeignKey("person.id"), nullable=True),
    Column("decided_at", Moment, nullable=True),
    Column("answer", Text, nullable=False),
    Index("ix_inquiry_erasure_case_id", "case_id"),
    Index("ix_inquiry_erasure_state", "organisation_id", "state"),
)


async def add_request(connection: AsyncConnection, request: ErasureRequest) -> None:
    """Write a new request."""
    await connection.execute(request_table.insert().values(**vars(request)))


async def change_request(connection: AsyncConnection, request: ErasureRequest) -> bool:
    """Write what became of a request; False where it was decided already."""
    waiting = (request_table.c.id == request.id, request_table.c.state == RequestState.ASKED)
    change = request_table.update().where(*waiting).values(**vars(request))
    return (await connection.execute(change)).rowcount == 1


async def latest_request(connection: AsyncConnection, case_id: str) -> ErasureRequest | None:
    """The latest request on a case."""
    query = select(request_table).where(request_table.c.case_id == case_id)
    row = (await connection.execute(query.order_by(request_table.c.id.desc()).limit(1))).one_or_none()
    return _request_of(row) if row else None


async def waiting_requests(
    connection: AsyncConnection, organisation_id: str
) -> tuple[tuple[ErasureRequest, str], ...]:
    """The requests that a supervisor has to decide, oldest first, each with the number of its case."""
    query = (
        select(request_table, case_table.c.number)
        .join(case_table, case_table.c.id == request_table.c.case_id)
        .where(
            request_table.c.organisation_id == organisation_id,
            request_table.c.state == RequestState.ASKED,
        )
        .order_by(request_table.c.id)
    )
    return tuple((_request_of(row), row.number) for row in await connection.execute(query))


async def blank_case(connection: AsyncConnection, case_id: str, *, language: str) -> None:
    """Take from a case its text, what was found in it, who asked, and the words of notes and requests."""
    await connection.execute(case_table.update().where(case_table.c.id == case_id).values(text=""))
    await connection.execute(citizen_table.delete().where(citizen_table.c.case_id == case_id))
    content = msgspec.json.encode(Reading.nothing(language)).decode()
    blank = reading_table.update().where(reading_table.c.case_id == case_id)
    await connection.execute(blank.values(content=content))
    await connection.execute(note_table.update().where(note_table.c.case_id == case_id).values(text=""))
    asked = request_table.update().where(request_table.c.case_id == case_id)
    await connection.execute(asked.values(reason="", answer=""))


async def list_over(
    connection: AsyncConnection, *, before: datetime, after_id: str, limit: int
) -> Sequence[Case]:
    """Cases that are over, were received before a moment and still have their letter; by id, behind one."""
    chosen = (
        case_table.c.rank == _OVER,
        case_table.c.state != CaseState.ERASED,
        case_table.c.received_at < before,
        case_table.c.id > after_id,
    )
    query = select(*CASE_COLUMNS).where(*chosen).order_by(case_table.c.id).limit(limit)
    return [case_of(row) for row in (await connection.execute(query)).mappings()]


def _request_of(row: Row[tuple[object, ...]]) -> ErasureRequest:
    return ErasureRequest(
        id=row.id,
        case_id=row.case_id,
        organisation_id=row.organisation_id,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        reason=row.reason,
        state=RequestState(row.state),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        answer=row.answer,
    )
