"""Stopping and deleting runs, by the person whose runs they are."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.errors import RunNotEnded
from genkan.apps.events import AppEvent
from genkan.apps.run import Run, RunState
from genkan.apps.runs.ending import end_without_output
from genkan.apps.runs.erasing import erase
from genkan.apps.runs.pairing import Pairing
from genkan.apps.runs.trial import RunEnd, RunTrial
from genkan.apps.store import pairs, runs
from genkan.governance import Ledger, Viewer
from genkan.kit import Clock


class Stopping:
    """Each within the transaction of the caller."""

    def __init__(self, *, ledger: Ledger, clock: Clock, pairing: Pairing, trial: RunTrial) -> None:
        self._trial = trial
        self._pairing = pairing
        self._ledger = ledger
        self._clock = clock

    async def stop(self, connection: AsyncConnection, viewer: Viewer, run_id: str) -> None:
        """Stop a run: at once where nobody works on it, else at its next step. Nothing where it has ended.

        Raises ``RunUnknown``.
        """
        run = await self._own(connection, viewer, run_id)
        if run.state.ended or run.stop_asked:
            return
        await runs.ask_to_stop(connection, run_id)
        if run.is_pair:
            await self._stop_sides(connection, run.id)
        else:
            await self._stop_waiting(connection, run)
        await self._record(connection, run, AppEvent.STOPPED)

    async def _stop_sides(self, connection: AsyncConnection, pair_id: str) -> None:
        """Stop those sides that go on; the pair, which the caller holds, ends with the last of them."""
        for side in await pairs.sides_of(connection, pair_id):
            held = await runs.lock_run(connection, side.id)
            if held is not None and not held.state.ended:
                await runs.ask_to_stop(connection, held.id)
                await self._stop_waiting(connection, held)
        await self._pairing.side_ended(connection, pair_id)

    async def _stop_waiting(self, connection: AsyncConnection, run: Run) -> None:
        """End a run that nobody works on; another one ends at its next step."""
        if run.state is RunState.RUNNING:
            return
        now = self._clock()
        await end_without_output(connection, run.id, RunState.STOPPED, None, at=now)
        await self._trial.end(connection, RunEnd(run=run, state=RunState.STOPPED, characters=0, at=now))

    async def delete(self, connection: AsyncConnection, viewer: Viewer, run_id: str) -> None:
        """Delete a run with its files and all that its steps gave. Raises ``RunUnknown`` and ``RunNotEnded``."""
        run = await self._own(connection, viewer, run_id)
        if not run.state.ended:
            raise RunNotEnded
        await self._trial.forget(connection, await pairs.ids_with_sides(connection, [run.id]))
        await erase(connection, [run.id])
        await self._record(connection, run, AppEvent.DELETED)

    async def _own(self, connection: AsyncConnection, viewer: Viewer, run_id: str) -> Run:
        await runs.lock_run(connection, run_id)
        return await runs.find_own_run(connection, run_id, person_id=viewer.person.id)

    async def _record(self, connection: AsyncConnection, run: Run, kind: AppEvent) -> None:
        await self._ledger.record(
            connection,
            kind,
            actor=run.person_id,
            organisation_id=run.organisation_id,
            object_id=run.id,
            details={"app": run.app_id},
        )
