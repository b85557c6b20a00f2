"""What a comparison needs to know of the trial to which it belongs."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.trial.protocol import GOING_ON, TrialState
from genkan.trial.protocol.store.tables import trial_table
from genkan.trial.store.tables import allotted_run_table, allotted_table, comparison_table

_OVER = tuple(state.value for state in TrialState if state.is_over)


async def trial_states(
    connection: AsyncConnection, trial_ids: Collection[str], *, hold: bool = False
) -> dict[str, TrialState]:
    """How far each trial is that exists, by id. ``hold`` lets them stay so until the transaction ends."""
    if not trial_ids:
        return {}
    query = select(trial_table.c.id, trial_table.c.state).where(trial_table.c.id.in_(sorted(trial_ids)))
    query = query.order_by(trial_table.c.id)
    statement = query.with_for_update(read=True) if hold else query
    return {row.id: TrialState(row.state) for row in await connection.execute(statement)}


async def unfinished_trials(connection: AsyncConnection) -> frozenset[str]:
    """The trials whose protocol is signed and which have not closed."""
    states = (TrialState.FROZEN.value, *GOING_ON)
    found = await connection.execute(select(trial_table.c.id).where(trial_table.c.state.in_(states)))
    return frozenset(found.scalars())


async def told_exposures(connection: AsyncConnection, exposure_ids: Sequence[str]) -> frozenset[str]:
    """Those of the comparisons and runs of apps that are known to belong to no trial, or to one that is over."""
    comparisons = (
        select(comparison_table.c.id)
        .outerjoin(allotted_table, allotted_table.c.comparison_id == comparison_table.c.id)
        .outerjoin(trial_table, trial_table.c.id == allotted_table.c.trial_id)
        .where(
            comparison_table.c.id.in_(exposure_ids),
            or_(allotted_table.c.trial_id.is_(None), trial_table.c.state.in_(_OVER)),
        )
    )
    runs = (
        select(allotted_run_table.c.run_id)
        .join(trial_table, trial_table.c.id == allotted_run_table.c.trial_id)
        .where(allotted_run_table.c.run_id.in_(exposure_ids), trial_table.c.state.in_(_OVER))
    )
    return frozenset((await connection.execute(comparisons.union_all(runs))).scalars())
