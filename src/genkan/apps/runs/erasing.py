"""Erasing runs with everything that belongs to them."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.store import files, made_files, runs, steps, turns


async def erase(connection: AsyncConnection, run_ids: Sequence[str]) -> None:
    """Delete runs, what came before them, what their steps gave, and their files."""
    await made_files.delete_made_files(connection, run_ids)
    await files.delete_files(connection, run_ids)
    await turns.delete_turns(connection, run_ids)
    await steps.delete_steps(connection, run_ids)
    await runs.delete_rows(connection, run_ids)
