"""What people thought to have read: at most one guess on a comparison."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import insert_once
from genkan.trial.store.tables import guess_table


@dataclass(frozen=True, kw_only=True)
class Guess:
    """The keys of the models that were guessed, empty for 「分からない」; ``skipped`` where the question was passed over."""

    comparison_id: str
    person_id: str
    a: str
    b: str
    skipped: bool
    at: datetime


async def add_guess(connection: AsyncConnection, guess: Guess) -> bool:
    """Write the guess; False, and nothing written, where the question was answered or passed over already."""
    return await insert_once(connection, guess_table, vars(guess))


async def find_guess(connection: AsyncConnection, comparison_id: str) -> Guess | None:
    """What became of the question on a comparison, if anything did."""
    statement = select(guess_table).where(guess_table.c.comparison_id == comparison_id)
    row = (await connection.execute(statement)).mappings().one_or_none()
    return None if row is None else Guess(**row)
