"""Erasing runs with everything that belongs to them."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.store import files, made_files, pairs, runs, steps, turns


async def erase(connection: AsyncConnection, asked: Sequence[str]) -> None:
    """Delete runs and their sides, what came before them, what their steps gave, and their files."""
    run_ids = await pairs.ids_with_sides(connection, asked)
    await made_files.delete_made_files(connection, run_ids)
    await files.delete_files(connection, run_ids)
    await turns.delete_turns(connection, run_ids)
    await steps.delete_steps(connection, run_ids)
    await runs.delete_rows(connection, run_ids)
