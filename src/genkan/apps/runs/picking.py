"""Taking one of two outputs: with it the run goes on, is exported and copied (使う回答の選択)."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.errors import OutputMissing, RunNotEnded, RunUnknown
from genkan.apps.events import AppEvent
from genkan.apps.run import FileSide, Run, RunFile, RunState
from genkan.apps.store import files, made_files, pairs, runs
from genkan.governance import Ledger


@dataclass(frozen=True)
class RunPair:
    """A run that two models did, and its sides; ``made`` are the files of each."""

    run: Run
    sides: tuple[Run, Run]
    made: tuple[tuple[RunFile, ...], tuple[RunFile, ...]]

    @property
    def picked(self) -> str:
        """The side with which the run goes on, empty while none was picked."""
        return next((side.side for side in self.sides if side.id == self.run.picked_id), "")

    @property
    def is_whole(self) -> bool:
        """Whether both sides have an output, so that they can be compared."""
        return all(side.state is RunState.COMPLETED for side in self.sides)


@dataclass(frozen=True)
class Picking:
    """Within the transaction of the caller."""

    ledger: Ledger

    async def find(
        self, connection: AsyncConnection, run_id: str, *, person_id: str, hold: bool = False
    ) -> RunPair:
        """A person's own pair, which ``hold`` keeps as it is. Raises ``RunUnknown``, also for a run of one model."""
        if hold:
            await runs.lock_run(connection, run_id)
        run = await runs.find_own_run(connection, run_id, person_id=person_id)
        sides = await pairs.sides_of(connection, run.id)
        if not run.is_pair or len(sides) != len("ab"):
            raise RunUnknown
        left, right = [await files.files_of(connection, side.id, FileSide.MADE) for side in sides]
        return RunPair(run, (sides[0], sides[1]), (left, right))

    async def pick(self, connection: AsyncConnection, run_id: str, side: str, *, person_id: str) -> None:
        """Take the output of a side in the place of an earlier one.

        Raises ``RunUnknown``, ``RunNotEnded`` before both may be seen, and ``OutputMissing`` for a side without one.
        """
        pair = await self.find(connection, run_id, person_id=person_id, hold=True)
        if not pair.run.state.ended:
            raise RunNotEnded
        found = {each.side: each for each in pair.sides if each.state is RunState.COMPLETED}
        if side not in found:
            raise OutputMissing
        if side == pair.picked:
            return
        await pairs.pick(connection, run_id, found[side])
        await made_files.delete_made_files(connection, [run_id])
        await self.ledger.record(
            connection,
            AppEvent.PICKED,
            actor=person_id,
            organisation_id=pair.run.organisation_id,
            object_id=run_id,
            details={"app": pair.run.app_id, "side": side},
        )
