"""Comparisons and their two sides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, RowMapping, and_, insert, not_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import InformationClass
from genkan.storage import insert_once
from genkan.trial.errors import ComparisonUnknown
from genkan.trial.evidence import Mode
from genkan.trial.store.tables import allotted_table, comparison_table, reveal_table, side_table, vote_table


class SideName(StrEnum):
    """The two places in which an answer can stand: 「回答A」 and 「回答B」."""

    A = "a"
    B = "b"


@dataclass(frozen=True, kw_only=True)
class ComparisonSide:
    """One side: which deployment, in which build, wrote which answer. Never shown before the reveal."""

    side: SideName
    deployment_id: str
    title: str
    build: str
    parameters: Mapping[str, object]
    answer_id: str


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One question to two arms; knows nothing of the arms themselves."""

    id: str
    person_id: str
    organisation_id: str
    question: str
    information_class: InformationClass
    seed: str
    created_at: datetime


class Origin(NamedTuple):
    """By whom, where and when a comparison was made."""

    person_id: str
    organisation_id: str
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class ComparisonSummary:
    """A line in the list of a person's own comparisons; tells nothing of the arms."""

    id: str
    question: str
    information_class: InformationClass
    created_at: datetime
    voted: bool
    revealed: bool


async def add_comparison(connection: AsyncConnection, comparison: Comparison) -> bool:
    """Write a comparison; False, and nothing written, where its id is taken already."""
    return await insert_once(connection, comparison_table, vars(comparison))


async def add_sides(connection: AsyncConnection, comparison_id: str, sides: Sequence[ComparisonSide]) -> None:
    """Write both sides of a comparison."""
    rows = [{**vars(side), "comparison_id": comparison_id} for side in sides]
    await connection.execute(insert(side_table), rows)


async def find_comparison(connection: AsyncConnection, comparison_id: str, *, person_id: str) -> Comparison:
    """A comparison of this person. Raises ``ComparisonUnknown`` for anything else."""
    statement = select(comparison_table).where(
        comparison_table.c.id == comparison_id,
        comparison_table.c.person_id == person_id,
        stands_with(allotted_table.c.mode == Mode.PAIR.value),
    )
    row = (await connection.execute(statement)).mappings().one_or_none()
    if row is None:
        raise ComparisonUnknown
    return Comparison(
        id=row["id"],
        person_id=row["person_id"],
        organisation_id=row["organisation_id"],
        question=row["question"],
        information_class=InformationClass(row["information_class"]),
        seed=row["seed"],
        created_at=row["created_at"],
    )


async def find_sides(
    connection: AsyncConnection, comparison_id: str
) -> tuple[ComparisonSide, ComparisonSide]:
    """Both sides of a comparison, A first. Raises ``ComparisonUnknown`` where there are not two (any more)."""
    statement = (
        select(side_table).where(side_table.c.comparison_id == comparison_id).order_by(side_table.c.side)
    )
    sides = [_side(row) for row in (await connection.execute(statement)).mappings()]
    if len(sides) != len(SideName):
        raise ComparisonUnknown
    return sides[0], sides[1]


async def lock_origin(connection: AsyncConnection, comparison_id: str) -> Origin:
    """The origin of a comparison; other writers that ask for it wait until this transaction ends."""
    table = comparison_table.c
    statement = select(table.person_id, table.organisation_id, table.created_at).where(
        table.id == comparison_id
    )
    row = (await connection.execute(statement.with_for_update())).one()
    return Origin(row.person_id, row.organisation_id, row.created_at)


async def recent_comparisons(
    connection: AsyncConnection, *, person_id: str, limit: int = 20
) -> tuple[ComparisonSummary, ...]:
    """The person's newest comparisons, newest first."""
    statement = (
        select(
            comparison_table,
            vote_table.c.at.label("voted_at"),
            reveal_table.c.at.label("revealed_at"),
        )
        .outerjoin(vote_table, vote_table.c.comparison_id == comparison_table.c.id)
        .outerjoin(reveal_table, reveal_table.c.comparison_id == comparison_table.c.id)
        .where(
            comparison_table.c.person_id == person_id,
            stands_with(allotted_table.c.mode == Mode.PAIR.value, allotted_table.c.conversation_id == ""),
        )
        .order_by(comparison_table.c.created_at.desc(), comparison_table.c.id.desc())
        .limit(limit)
    )
    return tuple(_summary(row) for row in (await connection.execute(statement)).mappings())


def stands_with(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a comparison of a trial meets the conditions; those outside of trials do."""
    other = (allotted_table.c.comparison_id == comparison_table.c.id, not_(and_(*conditions)))
    return ~select(allotted_table.c.comparison_id).where(*other).exists()


def _side(row: RowMapping) -> ComparisonSide:
    return ComparisonSide(
        side=SideName(row["side"]),
        deployment_id=row["deployment_id"],
        title=row["title"],
        build=row["build"],
        parameters=row["parameters"],
        answer_id=row["answer_id"],
    )


def _summary(row: RowMapping) -> ComparisonSummary:
    return ComparisonSummary(
        id=row["id"],
        question=row["question"],
        information_class=InformationClass(row["information_class"]),
        created_at=row["created_at"],
        voted=row["voted_at"] is not None,
        revealed=row["revealed_at"] is not None,
    )
