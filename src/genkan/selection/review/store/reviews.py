"""SQL of reviews."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import storable
from genkan.selection.review.assignment import Assignment, Conflict, Part
from genkan.selection.review.comparing import Resolution
from genkan.selection.review.finding import Finding, Result, Verdict
from genkan.selection.review.store.tables import assignment_table, finding_table, resolution_table
from genkan.storage import insert_into, insert_once


async def add_assignment(connection: AsyncConnection, assignment: Assignment) -> bool:
    """Write a part; False where the person has one in this application."""
    row = {column.name: getattr(assignment, column.name) for column in assignment_table.c}
    return await insert_once(connection, assignment_table, row)


async def change_assignment(connection: AsyncConnection, assignment: Assignment) -> None:
    """Write a part as it is now."""
    own = assignment_table.update().where(
        assignment_table.c.application_id == assignment.application_id,
        assignment_table.c.person_id == assignment.person_id,
    )
    row = {column.name: getattr(assignment, column.name) for column in assignment_table.c}
    await connection.execute(own.values(row))


async def find_assignment(
    connection: AsyncConnection, application_id: str, person_id: str, *, lock: bool = False
) -> Assignment | None:
    """The part of a person in an application."""
    query = select(assignment_table).where(
        assignment_table.c.application_id == storable(application_id),
        assignment_table.c.person_id == person_id,
    )
    row = (await connection.execute(query.with_for_update() if lock else query)).one_or_none()
    return _assignment(row) if row else None


async def assignments_of(
    connection: AsyncConnection, *, application_ids: Sequence[str] = (), person_id: str = ""
) -> tuple[Assignment, ...]:
    """The parts in applications, or all of a person, in the order in which they were given."""
    asked = assignment_table.c.application_id.in_(application_ids)
    if person_id:
        asked = assignment_table.c.person_id == person_id
    order = (assignment_table.c.assigned_at, assignment_table.c.person_id)
    rows = await connection.execute(select(assignment_table).where(asked).order_by(*order))
    return tuple(_assignment(row) for row in rows)


async def keep_findings(
    connection: AsyncConnection, application_id: str, person_id: str, findings: Sequence[Finding]
) -> None:
    """Keep the findings of a person over those that were there."""
    for finding in findings:
        verdict = finding.verdict
        own = {"application_id": application_id, "person_id": person_id, "criterion": finding.criterion}
        found = {
            "result": verdict.result if verdict else "",
            "points": verdict.points if verdict else None,
            "words": finding.words,
            "document_id": finding.document_id,
            "page": finding.page,
            "quotation": finding.quotation,
            "quoted": finding.quoted,
        }
        insert = insert_into(connection, finding_table).values({**own, **found})
        await connection.execute(insert.on_conflict_do_update(index_elements=list(own), set_=found))


async def findings_of(
    connection: AsyncConnection, application_ids: Sequence[str]
) -> dict[tuple[str, str], tuple[Finding, ...]]:
    """The findings by application and person."""
    query = select(finding_table).where(finding_table.c.application_id.in_(application_ids))
    found: dict[tuple[str, str], tuple[Finding, ...]] = {}
    for row in await connection.execute(query.order_by(finding_table.c.criterion)):
        key = (row.application_id, row.person_id)
        found[key] = (*found.get(key, ()), _finding(row))
    return found


async def add_resolution(
    connection: AsyncConnection, application_id: str, resolution: Resolution, *, at: datetime
) -> bool:
    """Write how a difference was resolved, once; False where it was before."""
    row = {
        "application_id": application_id,
        "criterion": resolution.criterion,
        "person_id": resolution.person_id,
        "result": resolution.verdict.result,
        "points": resolution.verdict.points,
        "words": resolution.words,
        "at": at,
    }
    return await insert_once(connection, resolution_table, row)


async def resolutions_of(
    connection: AsyncConnection, application_ids: Sequence[str]
) -> dict[str, dict[str, Resolution]]:
    """The resolutions by application and criterion."""
    query = select(resolution_table).where(resolution_table.c.application_id.in_(application_ids))
    found: dict[str, dict[str, Resolution]] = {}
    for row in await connection.execute(query):
        verdict = Verdict(Result(row.result), row.points)
        resolution = Resolution(row.criterion, verdict, row.words, row.person_id)
        found.setdefault(row.application_id, {})[row.criterion] = resolution
    return found


def _assignment(row: Row[tuple[object, ...]]) -> Assignment:
    return Assignment(
        application_id=row.application_id,
        person_id=row.person_id,
        part=Part(row.part),
        assigned_at=row.assigned_at,
        conflict=Conflict(row.conflict),
        conflict_reason=row.conflict_reason,
        handed_in_at=row.handed_in_at,
    )


def _finding(row: Row[tuple[object, ...]]) -> Finding:
    return Finding(
        criterion=row.criterion,
        verdict=Verdict(Result(row.result), row.points) if row.result else None,
        words=row.words,
        document_id=row.document_id,
        page=row.page,
        quotation=row.quotation,
        quoted=row.quoted,
    )
