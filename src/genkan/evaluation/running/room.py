"""Everything that is done with runs, put together once a process."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.running.beginning import ASK_CONTESTANT, CLOSE_RUN, begin_run
from genkan.evaluation.running.ending import Ending
from genkan.evaluation.running.errors import RunOfTest, RunUnknown
from genkan.evaluation.running.plan import RunPlan
from genkan.evaluation.running.progress import Progress
from genkan.evaluation.running.run import Run
from genkan.evaluation.running.store.answers import count_lanes
from genkan.evaluation.running.store.lanes import read_lanes
from genkan.evaluation.running.store.runs import find_run
from genkan.evaluation.running.working import Working
from genkan.gateway import EVALUATION_APP, Gateway, introduce_everywhere
from genkan.governance import Ledger, Permission, Viewer
from genkan.jobs import Queue, Task
from genkan.kit import Clock
from genkan.storage import Database

APP_TITLE = "モデルの評価"
_ATTEMPTS = 50
_AT_ONCE = 32


class Runs:
    """Begins, stops and resumes runs, and says how far they are."""

    def __init__(
        self, *, database: Database, ledger: Ledger, queue: Queue, gateway: Gateway, clock: Clock
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._queue = queue
        self._clock = clock
        self.ending = Ending(ledger=ledger, queue=queue, clock=clock)
        self._working = Working(
            database=database, gateway=gateway, queue=queue, clock=clock, ending=self.ending
        )

    async def introduce(self) -> None:
        """Let rules, budgets and switches name evaluations."""
        await introduce_everywhere(self._database, {EVALUATION_APP: APP_TITLE})

    async def begin(self, connection: AsyncConnection, plan: RunPlan) -> None:
        """See :func:`begin_run`."""
        await begin_run(connection, plan, ledger=self._ledger, queue=self._queue, clock=self._clock)

    def tasks(self) -> dict[str, Task]:
        """What the worker does: a contestant of a run each, some at once, so that staff find places beside them."""
        return {
            ASK_CONTESTANT: Task(
                run=self._working.work, lost=self._working.lose, attempts=_ATTEMPTS, at_once=_AT_ONCE
            ),
            CLOSE_RUN: Task(run=self._working.close, attempts=_ATTEMPTS, at_once=_AT_ONCE),
        }


async def see_run(connection: AsyncConnection, run_id: str, *, organisation_id: str) -> Run:
    """A run of this organisation; raises ``RunUnknown``."""
    run = await find_run(connection, run_id)
    if run.organisation_id != organisation_id:
        raise RunUnknown
    return run


async def see_own_run(connection: AsyncConnection, viewer: Viewer, run_id: str) -> Run:
    """The run, if the viewer may stop and resume it. Raises ``RunUnknown`` and ``RunOfTest``."""
    run = await see_run(connection, run_id, organisation_id=viewer.organisation.id)
    if run.is_sealed_test and not viewer.may(Permission.RUN_EXAMS):
        raise RunOfTest
    return run


async def read_progress(connection: AsyncConnection, run: Run) -> Progress:
    """How far a run is, with its contestants in their order."""
    counts = await count_lanes(connection, run.id)
    lanes = [counts[lane.key] for lane in await read_lanes(connection, run.id)]
    return Progress(tuple(lanes), run.concurrency)
