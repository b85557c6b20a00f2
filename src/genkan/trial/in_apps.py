"""The trial in the apps: two arms side by side for a run, or one arm for each conversation of runs or each person."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps import EndedRun, Hide, Run, RunAsked, RunEnd, RunState, words_of
from genkan.catalogue import InformationClass
from genkan.gateway import Outcome, Purpose
from genkan.governance import Ledger, Person
from genkan.jobs import Queue
from genkan.kit import Clock
from genkan.trial.allotting import Allotment, Allotter, Occasion, Restriction, is_pair, task_of
from genkan.trial.assignment import new_seed
from genkan.trial.audit.store.audits import withdraw_answers
from genkan.trial.blindness import Writing, shown_at
from genkan.trial.checking import EndedAnswer
from genkan.trial.concealing import name_concealer
from genkan.trial.errors import TooFewArms
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import Mode, details_of
from genkan.trial.protocol import Running
from genkan.trial.store import (
    Allotted,
    Comparison,
    add_allotted,
    add_allotted_run,
    add_comparison,
    find_allotted_run,
)
from genkan.trial.unassigned import record_unassigned

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
        """Whether the trial decides which model does the person's next run of the app, or which two."""
        occasion = Occasion(person=person, task=app, information_class=information_class)
        return await Allotter(self.clock).trial_for(connection, occasion) is not None

    async def give(self, connection: AsyncConnection, person: Person, asked: RunAsked) -> tuple[str, ...]:
        """Give the run its arm or its pair and record it; none where it takes no part, or where no arm may be given.

        That none may be given is recorded too. The work of an app elsewhere is done by no model of the house.
        """
        occasion = _occasion(person, asked)
        running = await Allotter(self.clock).trial_for(connection, occasion, hold=True)
        if running is None:
            return ()
        allotment = None if asked.is_elsewhere else await self._allot(connection, running, occasion, asked)
        if allotment is None:
            await self._record_none(connection, running, occasion, asked)
            return ()
        await add_allotted_run(connection, asked.run_id, trial_id=running.id)
        if allotment.mode is Mode.PAIR:
            await self._add_comparison(connection, person, asked, allotment)
        await self.ledger.record(
            connection,
            TrialEvent.ASSIGNED,
            actor=person.id,
            organisation_id=person.organisation_id,
            object_id=asked.run_id,
            details=details_of(allotment.details(asked.words)),
        )
        return tuple(arm.deployment.id for arm in allotment.arms)

    async def was_given(self, connection: AsyncConnection, run_id: str) -> bool:
        """Whether a trial that still goes on gave the run its model."""
        found = await find_allotted_run(connection, run_id)
        return found is not None and found.is_open

    async def hiding(self, connection: AsyncConnection, run_id: str) -> Hide | None:
        """What hides the names in the output of a run, until its trial is over."""
        if not await self.was_given(connection, run_id):
            return None
        return partial((await name_concealer(connection)).conceal, ended=True)

    def shown_at(self, sides: Sequence[Run]) -> datetime:
        """The moment that tells of neither side which arm it is; at once where a person has stopped one."""
        ends = [side.ended_at or side.created_at for side in sides]
        if RunState.STOPPED in {side.state for side in sides}:
            return max(ends)
        left, right = map(_writing_of, sides)
        return shown_at(min(side.created_at for side in sides), left, right)

    async def end(self, connection: AsyncConnection, end: RunEnd) -> None:
        """Leave the job that measures the run and records its end under the arm that did it."""
        if await find_allotted_run(connection, end.run.asked_id) is not None:
            payload, key = {"run_id": end.run.id}, f"{RECORD_RUN_END}:{end.run.id}"
            await self.queue.enqueue(connection, RECORD_RUN_END, payload=payload, key=key)

    async def forget(self, connection: AsyncConnection, run_ids: Sequence[str]) -> None:
        """Take what runs said out of the queue of the experts."""
        await withdraw_answers(connection, run_ids)

    async def _allot(
        self, connection: AsyncConnection, running: Running, occasion: Occasion, asked: RunAsked
    ) -> Allotment | None:
        """A pair where the protocol wants one; where there are too few arms for it, the arm of the conversation."""
        allotter, task = Allotter(self.clock), task_of(running, occasion.task)
        mode = task.mode if task else Mode.PAIR
        share = mode is Mode.CONVERSATION and is_pair(running, key=asked.run_id, task=occasion.task)
        if mode is Mode.PAIR or share:
            with suppress(TooFewArms):
                return await allotter.pair(connection, running, occasion)
        if mode is not Mode.PAIR:
            with suppress(TooFewArms):
                return await allotter.one(connection, running, occasion)
        return None

    async def _record_none(
        self, connection: AsyncConnection, running: Running, occasion: Occasion, asked: RunAsked
    ) -> None:
        if asked.is_elsewhere:
            restricted = {arm.name: Restriction.ELSEWHERE for arm in running.protocol.arms}
        else:
            restricted = dict(await Allotter(self.clock).restrictions(connection, running, occasion))
        await record_unassigned(
            connection, self.ledger, running, occasion, object_id=asked.run_id, restricted=restricted
        )

    async def _add_comparison(
        self, connection: AsyncConnection, person: Person, asked: RunAsked, allotment: Allotment
    ) -> None:
        """What a vote stands on; the words stay with the run."""
        comparison = Comparison(
            id=asked.run_id,
            person_id=person.id,
            organisation_id=person.organisation_id,
            question="",
            information_class=asked.information_class,
            seed=new_seed(),
            created_at=self.clock(),
        )
        await add_comparison(connection, comparison)
        await add_allotted(
            connection,
            Allotted(
                comparison_id=asked.run_id,
                trial_id=allotment.trial,
                mode=allotment.mode.value,
                conversation_id=asked.session_id,
                turn_id=asked.run_id,
            ),
        )


def ended_answer(ended: EndedRun) -> EndedAnswer:
    """What a run or a side of a pair gave, as every answer is measured; its first words are shown with the last."""
    run = ended.run
    return EndedAnswer(
        exposure_id=run.asked_id,
        side=run.side or "a",
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


def _occasion(person: Person, asked: RunAsked) -> Occasion:
    return Occasion(
        person=person,
        task=asked.app,
        information_class=asked.information_class,
        conversation=asked.session_id,
        purpose=Purpose.APP,
        models=asked.models,
    )


def _writing_of(side: Run) -> Writing:
    seconds = max(0.0, ((side.ended_at or side.created_at) - side.created_at).total_seconds())
    return Writing(
        characters=len(side.text),
        first_seconds=seconds,
        total_seconds=seconds,
        complete=side.state is RunState.COMPLETED,
    )
