"""SQL of marks and of how cases belong together."""

from collections.abc import Sequence

from sqlalchemy import Column, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.case import CaseState
from genkan.inquiry.joining.relation import Ground, Relation, Standing
from genkan.inquiry.joining.store.tables import mark_table, relation_table
from genkan.inquiry.store.tables import case_table

_COMPARED = 4_000


async def add_marks(
    connection: AsyncConnection, organisation_id: str, marks: Sequence[tuple[str, str]]
) -> None:
    """Keep marks, each with the case that holds it."""
    if marks:
        rows = [
            {"organisation_id": organisation_id, "mark": mark, "case_id": case_id} for mark, case_id in marks
        ]
        await connection.execute(mark_table.insert(), rows)


async def holders_of(
    connection: AsyncConnection, organisation_id: str, marks: Sequence[str]
) -> dict[str, list[str]]:
    """The cases that hold each mark, the first ones first."""
    if not marks:
        return {}
    own = (mark_table.c.organisation_id == organisation_id, mark_table.c.mark.in_(marks))
    query = select(mark_table.c.mark, mark_table.c.case_id).where(*own)
    found: dict[str, list[str]] = {}
    for mark, case_id in await connection.execute(query.order_by(mark_table.c.mark, mark_table.c.case_id)):
        found.setdefault(mark, []).append(case_id)
    return found


async def beginnings_of(
    connection: AsyncConnection, organisation_id: str, case_ids: Sequence[str]
) -> dict[str, str]:
    """The beginnings of the texts of cases of the organisation, by id."""
    if not case_ids:
        return {}
    own = (case_table.c.organisation_id == organisation_id, case_table.c.id.in_(case_ids))
    beginning = func.substr(case_table.c.text, 1, _COMPARED).label("beginning")
    rows = await connection.execute(select(case_table.c.id, beginning).where(*own))
    return {row.id: row.beginning for row in rows}


async def ids_of_numbers(
    connection: AsyncConnection, organisation_id: str, numbers: Sequence[str]
) -> dict[str, str]:
    """The cases of numbers that the organisation has given, by number."""
    if not numbers:
        return {}
    own = (case_table.c.organisation_id == organisation_id, case_table.c.number.in_(numbers))
    rows = await connection.execute(select(case_table.c.number, case_table.c.id).where(*own))
    return {row.number: row.id for row in rows}


async def add_relations(connection: AsyncConnection, relations: Sequence[Relation]) -> None:
    """Propose that cases belong together."""
    if relations:
        await connection.execute(relation_table.insert(), [vars(relation) for relation in relations])


async def relations_of(connection: AsyncConnection, case_id: str) -> tuple[Relation, ...]:
    """How the case may belong to others, from both sides, latest first."""
    either = or_(relation_table.c.case_id == case_id, relation_table.c.earlier_id == case_id)
    query = select(relation_table).where(either)
    rows = await connection.execute(
        query.order_by(relation_table.c.case_id.desc(), relation_table.c.earlier_id.desc())
    )
    return tuple(
        Relation(row.case_id, row.earlier_id, Ground(row.ground), row.likeness, Standing(row.standing))
        for row in rows
    )


async def find_relation(connection: AsyncConnection, case_id: str, earlier_id: str) -> Relation | None:
    """What is known of two cases."""
    found = await relations_of(connection, case_id)
    return next((each for each in found if (each.case_id, each.earlier_id) == (case_id, earlier_id)), None)


async def joined_to(connection: AsyncConnection, case_id: str) -> tuple[str, ...]:
    """The cases that are answered within this one, also those that were joined to such; oldest first."""
    found: dict[str, None] = {}
    waiting = [case_id]
    while waiting:
        later = [each for each in await _later(connection, waiting) if each not in found and each != case_id]
        found |= dict.fromkeys(later)
        waiting = later
    return tuple(sorted(found))


async def answered_in(connection: AsyncConnection, case_id: str) -> str | None:
    """The case in which a joined one is answered; None for one that was joined to none."""
    found, seen = case_id, {case_id}
    while (earlier := await _earlier(connection, found)) is not None and earlier not in seen:
        found = earlier
        seen.add(found)
    return found if found != case_id else None


async def _later(connection: AsyncConnection, case_ids: Sequence[str]) -> Sequence[str]:
    query = _joined(relation_table.c.case_id).where(relation_table.c.earlier_id.in_(case_ids))
    return (await connection.execute(query)).scalars().all()


async def _earlier(connection: AsyncConnection, case_id: str) -> str | None:
    query = _joined(relation_table.c.earlier_id).where(relation_table.c.case_id == case_id)
    return (
        await connection.execute(query.order_by(relation_table.c.earlier_id).limit(1))
    ).scalar_one_or_none()


def _joined(wanted: Column[str]) -> Select[str]:
    """Of what is joined as it stands: a case that was reopened is answered by itself."""
    return (
        select(wanted)
        .join(case_table, case_table.c.id == relation_table.c.case_id)
        .where(
            relation_table.c.standing == Standing.JOINED,
            case_table.c.state.in_((CaseState.DECLINED, CaseState.ERASED)),
        )
    )


async def part_from_others(connection: AsyncConnection, relation: Relation) -> None:
    """A case that is joined anew belongs no longer to what it was joined to before."""
    others = (
        relation_table.c.case_id == relation.case_id,
        relation_table.c.earlier_id != relation.earlier_id,
        relation_table.c.standing == Standing.JOINED,
    )
    await connection.execute(relation_table.update().where(*others).values(standing=Standing.PARTED))


async def settle(connection: AsyncConnection, relation: Relation, standing: Standing) -> None:
    """Write what a person decided about two cases."""
    pair = (
        relation_table.c.case_id == relation.case_id,
        relation_table.c.earlier_id == relation.earlier_id,
    )
    await connection.execute(relation_table.update().where(*pair).values(standing=standing))


async def forget_case(connection: AsyncConnection, case_id: str) -> None:
    """Erase the marks of a case, by which its citizen could be told; what it was joined to remains."""
    await connection.execute(mark_table.delete().where(mark_table.c.case_id == case_id))
