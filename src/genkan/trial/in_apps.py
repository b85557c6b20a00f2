"""The trial in the apps: one arm for each conversation of runs, or for each person."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps import EndedRun, RunAsked, RunEnd, RunState, words_of
from genkan.catalogue import InformationClass
from genkan.gateway import Outcome, Purpose
from genkan.governance import Ledger, Person
from genkan.jobs import Queue
from genkan.kit import Clock
from genkan.trial.allotting import Allotter, Occasion, task_of
from genkan.trial.audit.store.audits import withdraw_answers
from genkan.trial.checking import EndedAnswer
from genkan.trial.errors import TooFewArms
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import Mode, details_of
from genkan.trial.protocol import Running
from genkan.trial.store import add_allotted_run, find_allotted_run

RECORD_RUN_END = "trial.record_run_end"
_OUTCOMES = {
    RunState.COMPLETED: Outcome.COMPLETED,
    RunState.STOPPED: Outcome.STOPPED,
    RunState.INTERRUPTED: Outcome.INTERRUPTED,
}


@dataclass(frozen=True)
class TrialOfRuns:
    """What the apps ask of a trial (``genkan.apps.RunTrial``), for the tasks that are called as the app."""

    ledger: Ledger
    queue: Queue
    clock: Clock

    async def gives_models(
        self, connection: AsyncConnection, person: Person, *, app: str, information_class: InformationClass
    ) -> bool:
        """Whether the trial decides which model does the person's next run of the app."""
        occasion = Occasion(person=person, task=app, information_class=information_class)
        return await self._trial_for(connection, occasion) is not None

    async def give(self, connection: AsyncConnection, person: Person, asked: RunAsked) -> str:
        """Give the run its arm and record it; empty where the run takes no part or no arm may be given."""
        occasion = Occasion(
            person=person,
            task=asked.app,
            information_class=asked.information_class,
            conversation=asked.session_id,
            purpose=Purpose.APP,
            models=asked.models,
        )
        running = await self._trial_for(connection, occasion)
        if running is None:
            return ""
        try:
            allotment = await Allotter(self.clock).one(connection, running, occasion)
        except TooFewArms:
            return ""
        await add_allotted_run(connection, asked.run_id, trial_id=running.id)
        await self.ledger.record(
            connection,
            TrialEvent.ASSIGNED,
            actor=person.id,
            organisation_id=person.organisation_id,
            object_id=asked.run_id,
            details=details_of(allotment.details(asked.words)),
        )
        return allotment.arms[0].deployment.id

    async def was_given(self, connection: AsyncConnection, run_id: str) -> bool:
        """Whether a trial that still goes on gave the run its model."""
        found = await find_allotted_run(connection, run_id)
        return found is not None and found.is_open

    async def end(self, connection: AsyncConnection, end: RunEnd) -> None:
        """Leave the job that measures the run and records its end under the arm that did it."""
        run_id = end.run.id
        if await find_allotted_run(connection, run_id) is not None:
            payload, key = {"run_id": run_id}, f"{RECORD_RUN_END}:{run_id}"
            await self.queue.enqueue(connection, RECORD_RUN_END, payload=payload, key=key)

    async def forget(self, connection: AsyncConnection, run_ids: Sequence[str]) -> None:
        """Take what runs said out of the queue of the experts."""
        await withdraw_answers(connection, run_ids)

    async def _trial_for(self, connection: AsyncConnection, occasion: Occasion) -> Running | None:
        """The trial whose protocol has the app as a task with one arm at a time."""
        running = await Allotter(self.clock).trial_for(connection, occasion)
        task = task_of(running, occasion.task) if running else None
        return running if task is not None and task.mode is not Mode.PAIR else None


def ended_answer(ended: EndedRun) -> EndedAnswer:
    """What a run gave, as every answer is measured; its first words are shown together with the last."""
    run = ended.run
    return EndedAnswer(
        exposure_id=run.id,
        side="a",
        answer_id=run.id,
        question=words_of(run.values),
        text=run.text,
        sources=(),
        outcome=_OUTCOMES.get(run.state, Outcome.BROKEN).value,
        asked_at=run.created_at,
        first_token_at=None,
        ended_at=run.ended_at or run.created_at,
        metered=ended.metered,
    )
