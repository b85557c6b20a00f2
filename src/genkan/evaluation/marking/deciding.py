"""From the marks to the result: compared, decided by a third person where they differ, closed, appealed (裁定と確定)."""

import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.marking.decision import Decision, DecisionKind
from genkan.evaluation.marking.errors import (
    AnswerUnknown,
    DecisionMade,
    MarksMissing,
    NoThirdPerson,
    PointsUnfit,
    ReasonMissing,
    TaskStateUnfit,
    TaskUnknown,
)
from genkan.evaluation.marking.events import MarkingEvent
from genkan.evaluation.marking.known import KnownAnswer, KnownQuestion
from genkan.evaluation.marking.marking import mark_digest
from genkan.evaluation.marking.ordering import draw_third
from genkan.evaluation.marking.recording import record
from genkan.evaluation.marking.setting_up import change
from genkan.evaluation.marking.slot import fits
from genkan.evaluation.marking.standings import read_standings
from genkan.evaluation.marking.store import decisions, markers, tasks
from genkan.evaluation.marking.task import LONGEST_NOTE, Task, TaskState
from genkan.governance import Ledger, Viewer
from genkan.kit import Clock, company_key, digest, new_id, normalise_newlines, storable


@dataclass(frozen=True, slots=True)
class Deciding:
    """Each deed with its record, in the transaction of the caller."""

    ledger: Ledger
    clock: Clock

    async def compare(self, connection: AsyncConnection, viewer: Viewer, task: Task) -> int:
        """Compare the marks once all are handed in; how many answers went to a third person.

        Raises ``TaskStateUnfit``, ``MarksMissing`` and ``NoThirdPerson``.
        """
        if task.state is not TaskState.OPEN:
            raise TaskStateUnfit(state=task.state.label)
        slots = await markers.slots_of(connection, task.id)
        finished = await markers.markers_of(connection, task.id)
        missing = sum(finished[slot.person_id] is None for slot in slots)
        if missing:
            raise MarksMissing(count=missing)
        standings = await read_standings(connection, task.id)
        differing = [one.answer_id for one in standings if one.difference > task.limit]
        asked = [
            await self._ask(connection, viewer, task, answer_id, DecisionKind.ADJUDICATION)
            for answer_id in differing
        ]
        await change(connection, task, TaskState.DECIDING)
        details: dict[str, object] = {"answers": len(standings), "differing": len(asked), "limit": task.limit}
        await record(
            self.ledger,
            connection,
            MarkingEvent.COMPARED,
            task,
            actor=viewer.person.id,
            object_id=task.id,
            details=details,
        )
        return len(asked)

    async def close(self, connection: AsyncConnection, viewer: Viewer, task: Task) -> None:
        """Let the result stand. Raises ``TaskStateUnfit`` and, while decisions are open, ``MarksMissing``."""
        if task.state is not TaskState.DECIDING:
            raise TaskStateUnfit(state=task.state.label)
        left = sum(not one.is_made for one in await decisions.decisions_of(connection, task.id))
        if left:
            raise MarksMissing(count=left)
        await change(connection, task, TaskState.CLOSED)
        standings = await read_standings(connection, task.id)
        points = [[one.answer_id, [str(each) for each in one.points or ()]] for one in standings]
        sealed = digest(json.dumps(sorted(points), separators=(",", ":")))
        details = {"digest": sealed, "seed": task.seed}
        await record(
            self.ledger, connection, MarkingEvent.CLOSED, task, actor=viewer.person.id, details=details
        )

    async def appeal(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        task: Task,
        *,
        question_key: str,
        answer_key: str,
        reason: str,
    ) -> Decision:
        """Note an appeal and ask somebody who did not mark the answer. Raises also ``AnswerUnknown``, ``ReasonMissing``."""
        if task.state is not TaskState.CLOSED:
            raise TaskStateUnfit(state=task.state.label)
        words = _words(reason)
        questions = {one.key: one.id for one in await tasks.questions_of(connection, task.id)}
        found = [
            answer.id
            for answer in await tasks.answers_of(connection, task.id)
            if answer.key == answer_key.strip() and answer.question_id == questions.get(question_key.strip())
        ]
        if not found:
            raise AnswerUnknown
        return await self._ask(connection, viewer, task, found[0], DecisionKind.APPEAL, reason=words)

    async def decide(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        decision: Decision,
        *,
        points: tuple[int | None, ...],
        note: str,
    ) -> None:
        """Decide on the points. Raises ``PointsUnfit``, ``ReasonMissing`` and ``DecisionMade``."""
        task = await tasks.find_task(connection, decision.task_id)
        if task is None:
            raise TaskUnknown
        question, _ = await tasks.find_answer(connection, decision.answer_id)
        given = tuple(each for each in points if each is not None)
        if len(given) < len(points) or not fits(points, question.rubric):
            raise PointsUnfit
        words = _words(note)
        if not await decisions.decide(connection, decision, points=given, note=words, now=self.clock()):
            raise DecisionMade
        details: dict[str, object] = {
            "task": task.id,
            "kind": decision.kind.value,
            "digest": mark_digest(decision.id, given, words, seed=task.seed),
        }
        await record(
            self.ledger,
            connection,
            MarkingEvent.DECISION_MADE,
            task,
            actor=viewer.person.id,
            object_id=decision.id,
            details=details,
        )

    async def _ask(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        task: Task,
        answer_id: str,
        kind: DecisionKind,
        *,
        reason: str = "",
    ) -> Decision:
        person_id = await self._third(connection, task, answer_id)
        decision = Decision(
            id=new_id(self.clock),
            task_id=task.id,
            answer_id=answer_id,
            kind=kind,
            person_id=person_id,
            asked_by=viewer.person.id,
            asked_at=self.clock(),
            reason=reason,
        )
        await decisions.add_decisions(connection, [decision])
        details: dict[str, object] = {"task": task.id, "kind": kind.value, "person": person_id}
        await record(
            self.ledger,
            connection,
            MarkingEvent.DECISION_ASKED,
            task,
            actor=viewer.person.id,
            object_id=decision.id,
            details=details,
        )
        return decision

    async def _third(self, connection: AsyncConnection, task: Task, answer_id: str) -> str:
        """A marker of the task who neither marked the answer nor decided on it, and has no conflict with its party."""
        _, answer = await tasks.find_answer(connection, answer_id)
        made = await decisions.decisions_of(connection, task.id)
        barred = {slot.person_id for slot in await markers.slots_of_answer(connection, answer_id)}
        barred |= {one.person_id for one in made if one.answer_id == answer_id}
        conflicts = await markers.conflicts_of(connection, task.id)
        own = await markers.markers_of(connection, task.id)
        fit = [each for each in own if each not in barred and not _conflicts(answer, conflicts.get(each, ()))]
        load = Counter(one.person_id for one in made)
        third = draw_third(fit, load=load, seed=task.seed, answer_id=answer_id)
        if third is None:
            raise NoThirdPerson
        return third


@dataclass(frozen=True, slots=True)
class Case:
    """What a third person has before the eyes: the answer and both marks, without names."""

    decision: Decision
    task: Task
    question: KnownQuestion
    answer: str
    marks: tuple[tuple[tuple[int | None, ...], str], ...]


async def look_at(connection: AsyncConnection, viewer: Viewer, decision_id: str) -> Case:
    """The case of a decision, if the viewer is to make it. Raises ``TaskUnknown``."""
    decision = await decisions.find_decision(connection, decision_id, person_id=viewer.person.id)
    task = await tasks.find_task(connection, decision.task_id) if decision else None
    if decision is None or task is None:
        raise TaskUnknown
    question, answer = await tasks.find_answer(connection, decision.answer_id)
    slots = await markers.slots_of_answer(connection, decision.answer_id)
    return Case(decision, task, question, answer.text, tuple((slot.points, slot.note) for slot in slots))


def _conflicts(answer: KnownAnswer, parties: Collection[str]) -> bool:
    return bool(answer.party) and company_key(answer.party) in map(company_key, parties)


def _words(words: str) -> str:
    clean = storable(normalise_newlines(words)).strip()
    if not 0 < len(clean) <= LONGEST_NOTE:
        raise ReasonMissing(limit=LONGEST_NOTE)
    return clean
