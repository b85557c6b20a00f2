"""Votes, what they said before they were changed, and reveals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import RowMapping, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import insert_new, insert_once
from genkan.trial.statistics import Choice
from genkan.trial.store.tables import comparison_table, reveal_table, vote_revision_table, vote_table


class Reason(StrEnum):
    """Why an answer was preferred."""

    CORRECT = "correct"
    CLEAR = "clear"
    SOURCED = "sourced"
    STYLE = "style"
    LENGTH = "length"


@dataclass(frozen=True, kw_only=True)
class Vote:
    """What a person said about a comparison; ``revision`` counts from 1, and the highest counts."""

    comparison_id: str
    person_id: str
    choice: Choice
    reasons: tuple[Reason, ...]
    comment: str
    at: datetime
    revision: int = 1


async def add_votes(connection: AsyncConnection, votes: Sequence[Vote]) -> frozenset[str]:
    """Write first votes; the comparisons that had none, also by a transaction that ran beside this one."""
    written = await insert_new(connection, vote_table, [_columns(vote) for vote in votes])
    return frozenset(row.comparison_id for row in written)


async def change_vote(connection: AsyncConnection, before: Vote, after: Vote) -> bool:
    """Put ``after`` in the place of ``before``, which is kept; False, and nothing written, where it stands no longer."""
    stands = (
        vote_table.c.comparison_id == before.comparison_id,
        vote_table.c.revision == before.revision,
    )
    changed = await connection.execute(update(vote_table).where(*stands).values(_columns(after)))
    if changed.rowcount != 1:
        return False
    await connection.execute(insert(vote_revision_table), _columns(before))
    return True


async def find_vote(connection: AsyncConnection, comparison_id: str) -> Vote | None:
    """The vote that stands on a comparison, if there is one."""
    statement = select(vote_table).where(vote_table.c.comparison_id == comparison_id)
    row = (await connection.execute(statement)).mappings().one_or_none()
    return None if row is None else vote_of(row)


async def revisions_of(connection: AsyncConnection, comparison_id: str) -> tuple[Vote, ...]:
    """Everything that was ever voted on a comparison, the first revision first."""
    table = vote_revision_table.c
    statement = (
        select(vote_revision_table).where(table.comparison_id == comparison_id).order_by(table.revision)
    )
    earlier = [vote_of(row) for row in (await connection.execute(statement)).mappings()]
    standing = await find_vote(connection, comparison_id)
    return (*earlier, *([standing] if standing else []))


async def add_reveal(connection: AsyncConnection, comparison_id: str, *, at: datetime) -> bool:
    """Write that the person was told which arm was which; False where this was written already.

    Of a comparison that has lost whose it was, nothing says it again.
    """
    person = select(comparison_table.c.person_id).where(comparison_table.c.id == comparison_id)
    row = {"comparison_id": comparison_id, "person_id": person.scalar_subquery(), "at": at}
    return await insert_once(connection, reveal_table, row)


async def find_reveal(connection: AsyncConnection, comparison_id: str) -> datetime | None:
    """When the arms of a comparison were revealed, if they were."""
    statement = select(reveal_table.c.at).where(reveal_table.c.comparison_id == comparison_id)
    return (await connection.execute(statement)).scalar_one_or_none()


def _columns(vote: Vote) -> Mapping[str, object]:
    return {**vars(vote), "reasons": [str(reason) for reason in vote.reasons]}


def vote_of(row: RowMapping) -> Vote:
    """The vote of a row that carries the columns of ``vote`` under their own names."""
    return Vote(
        comparison_id=row["comparison_id"],
        person_id=row["person_id"],
        choice=Choice(row["choice"]),
        reasons=tuple(Reason(reason) for reason in row["reasons"]),
        comment=row["comment"],
        at=row["at"],
        revision=row["revision"],
    )
