"""The report as the ledger has it now."""

import asyncio

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import read_events
from genkan.trial.events import OF_A_COMPARISON
from genkan.trial.report import BOOTSTRAP_DRAWS, BOOTSTRAP_SEED, Report, trial_report


async def read_report(
    connection: AsyncConnection,
    *,
    organisation_id: str | None = None,
    reader: str | None = None,
    seed: int = BOOTSTRAP_SEED,
    draws: int = BOOTSTRAP_DRAWS,
) -> Report:
    """Rebuild the report from the ledger alone, over all organisations or one.

    For a ``reader``, a person's id, what the reader must not know yet is left out (see ``trial_report``).
    ``seed`` and ``draws`` are those of the bootstrap.
    """
    events = await read_events(connection, kinds=OF_A_COMPARISON)
    chosen = [event for event in events if organisation_id in (None, event.organisation_id)]
    return await asyncio.to_thread(trial_report, chosen, reader=reader, seed=seed, draws=draws)
