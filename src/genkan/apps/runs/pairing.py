"""Runs that two models do side by side: their sides are begun, and the pair ends when both outputs may be seen."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.events import AppEvent
from genkan.apps.output import Output
from genkan.apps.run import Failure, Run, RunState
from genkan.apps.runs.trial import RunTrial
from genkan.apps.store import pairs, runs
from genkan.governance import Ledger
from genkan.jobs import Payload, Queue
from genkan.kit import Clock, new_id
from genkan.storage import Database

RUN_APP = "apps.run"
JOIN_PAIR = "apps.join_pair"
NEITHER = Failure(
    "どちらの回答も、最後まで作成できませんでした。",
    "入力した内容は残っています。「同じ内容でもう一度」から実行し直してください。",
    {},
)


class Pairing:
    """Each side is a run with steps, budget and metering of its own, so that neither knows anything of the other."""

    def __init__(
        self, *, database: Database, ledger: Ledger, queue: Queue, clock: Clock, trial: RunTrial
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._queue = queue
        self._clock = clock
        self._trial = trial

    async def begin(self, connection: AsyncConnection, pair: Run, deployments: Sequence[str]) -> None:
        """Leave both sides for the worker, A first, in the transaction that begins the pair."""
        for side, deployment_id in zip("ab", deployments, strict=True):
            run = replace(
                pair,
                id=new_id(self._clock),
                side=side,
                deployment_id=deployment_id,
                state=RunState.WAITING,
                started_at=None,
            )
            await runs.add_run(connection, run)
            key = f"{RUN_APP}:{run.id}"
            await self._queue.enqueue(connection, RUN_APP, payload={"run_id": run.id}, key=key)

    async def side_ended(self, connection: AsyncConnection, pair_id: str) -> None:
        """Once both have ended, leave the end of the pair for the moment at which both may be seen.

        The caller holds the pair, so that of two sides that end at once the later one sees both.
        """
        sides = await pairs.sides_of(connection, pair_id)
        if not all(side.state.ended for side in sides):
            return
        await self._queue.enqueue(
            connection,
            JOIN_PAIR,
            payload={"run_id": pair_id},
            key=f"{JOIN_PAIR}:{pair_id}",
            run_after=self._trial.shown_at(sides),
        )

    async def join(self, payload: Payload) -> None:
        """End the pair; nothing where it has ended, or was deleted."""
        async with self._database.write() as connection:
            pair = await runs.lock_run(connection, str(payload["run_id"]))
            if pair is None or pair.state.ended:
                return
            sides = await pairs.sides_of(connection, pair.id)
            state, now = state_of(sides), self._clock()
            if state is RunState.COMPLETED:
                await runs.complete(connection, pair.id, Output(""), at=now)
            else:
                failure = _failure(sides) if state is RunState.FAILED else None
                await runs.end_without_output(connection, pair.id, state, failure, at=now)
            await self._ledger.record(
                connection,
                AppEvent.ENDED,
                actor="system",
                organisation_id=pair.organisation_id,
                object_id=pair.id,
                details={"app": pair.app_id, "state": state},
            )


def state_of(sides: Sequence[Run]) -> RunState:
    """How the pair ends: with an output where there is one, else stopped, interrupted or failed as its sides are."""
    found = {side.state for side in sides}
    for state in (RunState.COMPLETED, RunState.STOPPED):
        if state in found:
            return state
    return RunState.INTERRUPTED if found == {RunState.INTERRUPTED} else RunState.FAILED


def _failure(sides: Sequence[Run]) -> Failure:
    """Why there is no output; what both say alike tells nothing of either."""
    first, second = (side.failure for side in sides)
    return first if first is not None and first == second else NEITHER
