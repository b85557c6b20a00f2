"""Looks taken again from the ledger: whether what was sealed is what it says."""

from datetime import date
from typing import NamedTuple

from genkan.storage import Database
from genkan.trial.protocol import InterimLook, looks_of
from genkan.trial.timekeeping.taking import take_look


class ProvedLook(NamedTuple):
    """A look as it was written, and whether the ledger still gives the same; of its result nothing is told."""

    look: InterimLook
    holds: bool


async def prove_looks(database: Database, trial_id: str) -> tuple[ProvedLook, ...]:
    """Every look of a trial, taken again. Raises ``NothingToPack`` where the ledger has no protocol of it."""
    async with database.read() as connection:
        looks = await looks_of(connection, trial_id)
    return tuple([await _prove(database, look) for look in looks])


async def _prove(database: Database, look: InterimLook) -> ProvedLook:
    day = date.fromisoformat(look.day)
    again = await take_look(database, look.trial_id, number=look.number, day=day, at=look.at)
    return ProvedLook(look, again == look)
