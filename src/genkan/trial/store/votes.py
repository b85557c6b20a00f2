"""Votes and reveals: at most one of each on a comparison, whoever sends it and how often."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import insert_once
from genkan.trial.statistics import Choice
from genkan.trial.store.tables import reveal_table, vote_table


class Reason(StrEnum):
    """Why an answer was preferred."""

    CORRECT = "correct"
    CLEAR = "clear"
    SOURCED = "sourced"
    STYLE = "style"
    LENGTH = "length"


@dataclass(frozen=True, kw_only=True)
class Vote:
    """What a person said about a comparison; it is final."""

    comparison_id: str
    person_id: str
    choice: Choice
    reasons: tuple[Reason, ...]
    comment: str
    at: datetime


async def add_vote(connection: AsyncConnection, vote: Vote) -> bool:
    """Write the vote; False, and nothing written, where the comparison has a vote already."""
    return await insert_once(
        connection, vote_table, {**vars(vote), "reasons": [str(reason) for reason in vote.reasons]}
    )


async def find_vote(connection: AsyncConnection, comparison_id: str) -> Vote | None:
    """The vote on a comparison, if there is one."""
    statement = select(vote_table).where(vote_table.c.comparison_id == comparison_id)
    row = (await connection.execute(statement)).mappings().one_or_none()
    if row is None:
        return None
    return Vote(
        comparison_id=row["comparison_id"],
        person_id=row["person_id"],
        choice=Choice(row["choice"]),
        reasons=tuple(Reason(reason) for reason in row["reasons"]),
        comment=row["comment"],
        at=row["at"],
    )


async def add_reveal(
    connection: AsyncConnection, *, comparison_id: str, person_id: str, at: datetime
) -> bool:
    """Write that the person was told which arm was which; False where this was written already."""
    return await insert_once(
        connection, reveal_table, {"comparison_id": comparison_id, "person_id": person_id, "at": at}
    )


async def find_reveal(connection: AsyncConnection, comparison_id: str) -> datetime | None:
    """When the arms of a comparison were revealed, if they were."""
    statement = select(reveal_table.c.at).where(reveal_table.c.comparison_id == comparison_id)
    return (await connection.execute(statement)).scalar_one_or_none()
