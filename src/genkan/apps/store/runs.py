"""Runs as they stand; a person's own only, save for the work itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import msgspec
from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.errors import RunUnknown
from genkan.apps.output import Output
from genkan.apps.run import Advance, Failure, Run, RunState
from genkan.apps.store.rows import row_of, run_of
from genkan.apps.store.tables import run_table
from genkan.kit import storable
from genkan.storage import insert_once

_OPEN = (RunState.WAITING, RunState.RUNNING, RunState.AWAITED)
# What a person began: no side of a pair.
_BEGUN = or_(run_table.c.pair_id == "", run_table.c.pair_id == run_table.c.id)


async def add_run(connection: AsyncConnection, run: Run) -> bool:
    """Write a new run; False where one of that id stands already, written at the same time."""
    return await insert_once(connection, run_table, row_of(run))


async def find_own_run(connection: AsyncConnection, run_id: str, *, person_id: str) -> Run:
    """A run that this person began; raises ``RunUnknown``."""
    run = await find_run(connection, run_id)
    if run is None or run.person_id != person_id or run.api_key_id or run.side:
        raise RunUnknown
    return run


async def find_run_of_key(connection: AsyncConnection, run_id: str, *, api_key_id: str) -> Run:
    """A run that a program began with this key; raises ``RunUnknown``."""
    run = await find_run(connection, run_id)
    if run is None or run.api_key_id != api_key_id:
        raise RunUnknown
    return run


async def find_run(connection: AsyncConnection, run_id: str) -> Run | None:
    """The run as it stands, with its place in the line."""
    query = select(run_table).where(run_table.c.id == storable(run_id))
    row = (await connection.execute(query)).mappings().one_or_none()
    if row is None:
        return None
    run = run_of(row)
    return replace(run, place_in_line=await _place(connection, run)) if run.state is RunState.WAITING else run


async def lock_run(connection: AsyncConnection, run_id: str) -> Run | None:
    """The run, which no other transaction changes until this one has ended."""
    query = select(run_table).where(run_table.c.id == storable(run_id)).with_for_update()
    row = (await connection.execute(query)).mappings().one_or_none()
    return run_of(row) if row else None


async def list_runs(
    connection: AsyncConnection, *, person_id: str, app_id: str = "", limit: int = 20, offset: int = 0
) -> tuple[Run, ...]:
    """A person's runs, newest first, of one app where it is named."""
    query = select(run_table).where(run_table.c.person_id == person_id, run_table.c.api_key_id == "", _BEGUN)
    if app_id:
        query = query.where(run_table.c.app_id == app_id)
    query = query.order_by(run_table.c.created_at.desc(), run_table.c.id.desc()).limit(limit).offset(offset)
    return tuple(run_of(row) for row in (await connection.execute(query)).mappings())


async def count_runs(connection: AsyncConnection, person_id: str) -> int:
    """How many runs a person has."""
    own = (run_table.c.person_id == person_id, run_table.c.api_key_id == "")
    query = select(func.count()).where(*own, _BEGUN)
    return (await connection.execute(query)).scalar_one()


async def count_open(connection: AsyncConnection, person_id: str, *, api_key_id: str = "") -> int:
    """How many runs that this person, or a program with this key, began have not ended."""
    own = (run_table.c.person_id == person_id, run_table.c.api_key_id == api_key_id)
    query = select(func.count()).where(*own, _BEGUN, run_table.c.state.in_(_OPEN))
    return (await connection.execute(query)).scalar_one()


async def runs_of_session(connection: AsyncConnection, session_id: str) -> tuple[Run, ...]:
    """The runs of one conversation, oldest first."""
    here = (run_table.c.session_id == session_id, _BEGUN)
    query = select(run_table).where(*here).order_by(run_table.c.id)
    return tuple(run_of(row) for row in (await connection.execute(query)).mappings())


async def begin(connection: AsyncConnection, run_id: str, *, at: datetime) -> None:
    """Mark that work on a run that waited began."""
    waits = (run_table.c.id == run_id, run_table.c.state == RunState.WAITING)
    await connection.execute(run_table.update().where(*waits).values(state=RunState.RUNNING, started_at=at))


async def set_models(connection: AsyncConnection, run: Run) -> None:
    """Write which model does a run that was just begun, or that it is a pair."""
    await _change(
        connection,
        run.id,
        deployment_id=run.deployment_id,
        pair_id=run.pair_id,
        state=run.state,
        started_at=run.started_at,
    )


async def advance(connection: AsyncConnection, run_id: str, how_far: Advance) -> bool:
    """Write how far a run is; whether somebody has asked to stop it."""
    await _change(connection, run_id, done=how_far.done, of=how_far.of, label=how_far.label[:200])
    return await stop_is_asked(connection, run_id)


async def stop_is_asked(connection: AsyncConnection, run_id: str) -> bool:
    """Whether a run is to stop, has ended, or is gone altogether."""
    query = select(run_table.c.stop_asked, run_table.c.state).where(run_table.c.id == run_id)
    row = (await connection.execute(query)).one_or_none()
    return row is None or row.stop_asked or RunState(row.state).ended


async def ask_to_stop(connection: AsyncConnection, run_id: str) -> None:
    """Have a run stopped at its next step, in whichever process."""
    await _change(connection, run_id, stop_asked=True)


async def await_other_side(connection: AsyncConnection, run_id: str) -> None:
    """Mark that the other side works on it."""
    await _change(connection, run_id, state=RunState.AWAITED)


async def complete(connection: AsyncConnection, run_id: str, output: Output, *, at: datetime) -> None:
    """Write the output; its artifacts are files of their own."""
    await _change(
        connection,
        run_id,
        state=RunState.COMPLETED,
        text=output.text,
        checks=[msgspec.to_builtins(check) for check in output.checks],
        notices=list(output.notices),
        ended_at=at,
    )


async def end_without_output(
    connection: AsyncConnection, run_id: str, state: RunState, failure: Failure | None, *, at: datetime
) -> None:
    """Write that a run failed, was stopped or was interrupted, and why."""
    told = msgspec.to_builtins(failure) if failure else None
    await _change(connection, run_id, state=state, failure=told, ended_at=at)


async def delete_rows(connection: AsyncConnection, run_ids: Sequence[str]) -> None:
    """Delete runs whose steps and files are gone already."""
    await connection.execute(run_table.delete().where(run_table.c.id.in_(run_ids)))


async def _change(connection: AsyncConnection, run_id: str, **columns: object) -> None:
    await connection.execute(run_table.update().where(run_table.c.id == run_id).values(**columns))


async def _place(connection: AsyncConnection, run: Run) -> int:
    query = select(func.count()).where(run_table.c.state == RunState.WAITING, run_table.c.id <= run.id)
    return (await connection.execute(query)).scalar_one()
