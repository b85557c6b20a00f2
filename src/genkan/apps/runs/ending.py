"""Ending runs: what was kept for waiting only is forgotten in the transaction that ends them."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.output import Output
from genkan.apps.run import Failure, RunState
from genkan.apps.store import runs, steps

# What an external app promised or answered, with the words that were masked in it.
PASSING = "external."


async def complete(connection: AsyncConnection, run_id: str, output: Output, *, at: datetime) -> None:
    """Write the output; its artifacts are files of their own."""
    await runs.complete(connection, run_id, output, at=at)
    await steps.forget_steps(connection, run_id, beginning=PASSING)


async def end_without_output(
    connection: AsyncConnection, run_id: str, state: RunState, failure: Failure | None, *, at: datetime
) -> None:
    """Write that a run failed, was stopped or was interrupted, and why."""
    await runs.end_without_output(connection, run_id, state, failure, at=at)
    await steps.forget_steps(connection, run_id, beginning=PASSING)
