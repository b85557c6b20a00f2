"""The office sets a task up: questions and answers, markers, declared conflicts, the beginning (採点の準備)."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.marking.errors import (
    MarkerUnfit,
    PartyUnknown,
    TaskStateUnfit,
    TaskUnknown,
    TooFewMarkers,
)
from genkan.evaluation.marking.events import MarkingEvent
from genkan.evaluation.marking.known import KnownAnswer, KnownQuestion
from genkan.evaluation.marking.ordering import Given, assign, order
from genkan.evaluation.marking.recording import record
from genkan.evaluation.marking.slot import Slot
from genkan.evaluation.marking.store import markers, tasks
from genkan.evaluation.marking.task import MarkingDraft, Task, TaskState
from genkan.governance import Ledger, Role, find_person
from genkan.kit import Clock, company_key, digest, new_id, storable


@dataclass(frozen=True, slots=True)
class SettingUp:
    """Each deed with its record, in the transaction of the caller."""

    ledger: Ledger
    clock: Clock

    async def make(
        self, connection: AsyncConnection, draft: MarkingDraft, *, organisation_id: str, actor: str
    ) -> Task:
        """A new task with its questions and answers; ``draft`` was checked by :func:`check_draft`."""
        task = Task(
            id=new_id(self.clock),
            organisation_id=organisation_id,
            title=storable(draft.title),
            source=storable(draft.source),
            state=TaskState.DRAFT,
            seed=secrets.token_hex(16),
            hidden=_hidden(draft),
            duplicate_percent=draft.duplicate_percent,
            limit=draft.limit,
            made_by=actor,
            made_at=self.clock(),
            version=1,
        )
        await tasks.add_task(connection, task)
        for question, answers in self._known(task, draft):
            await tasks.add_question(connection, question)
            await tasks.add_answers(connection, answers)
        details = {
            "questions": len(draft.questions),
            "answers": sum(len(question.answers) for question in draft.questions),
            "duplicate_percent": draft.duplicate_percent,
            "limit": draft.limit,
            "source": task.source,
        }
        await record(self.ledger, connection, MarkingEvent.MADE, task, actor=actor, details=details)
        return task

    def _known(self, task: Task, draft: MarkingDraft) -> Iterator[tuple[KnownQuestion, list[KnownAnswer]]]:
        for position, one in enumerate(draft.questions, start=1):
            question = KnownQuestion(
                new_id(self.clock), task.id, position, one.key, one.field, one.rubric, storable(one.text)
            )
            yield (
                question,
                [
                    KnownAnswer(
                        new_id(self.clock),
                        task.id,
                        question.id,
                        answer.key,
                        answer.party,
                        answer.judged,
                        storable(answer.text),
                    )
                    for answer in one.answers
                ],
            )

    async def add_marker(
        self, connection: AsyncConnection, task: Task, sign_in_name: str, *, actor: str
    ) -> str:
        """Let a person mark, and return its id; who joins after the beginning gets decisions only, also on appeals.

        Raises ``MarkerUnfit``.
        """
        await held(connection, task)
        person = await find_person(connection, sign_in_name=storable(sign_in_name.strip()))
        fits = person is not None and person.active and Role.MARKER in person.roles
        if person is None or not fits or person.organisation_id != task.organisation_id:
            raise MarkerUnfit(name=sign_in_name.strip()[:100])
        if await markers.add_marker(connection, task.id, person.id):
            await record(
                self.ledger,
                connection,
                MarkingEvent.MARKER_ADDED,
                task,
                actor=actor,
                details={"person": person.id},
            )
        return person.id

    async def declare(
        self, connection: AsyncConnection, task: Task, person_id: str, party: str, *, actor: str
    ) -> None:
        """Note that a marker has a conflict of interest with a party: before marking begins, or of who has nothing to mark.

        Raises ``TaskStateUnfit`` and ``PartyUnknown``.
        """
        task = await held(connection, task)
        if await markers.slots_of(connection, task.id, person_id=person_id):
            _wants(task, TaskState.DRAFT)
        known = {answer.party for answer in await tasks.answers_of(connection, task.id)} - {""}
        if person_id not in await markers.markers_of(connection, task.id) or party not in known:
            raise PartyUnknown
        if await markers.add_conflict(connection, task.id, person_id, party, now=self.clock()):
            await record(
                self.ledger,
                connection,
                MarkingEvent.CONFLICT_DECLARED,
                task,
                actor=actor,
                details={"person": person_id},
            )

    async def open(self, connection: AsyncConnection, task: Task, *, actor: str) -> None:
        """Draw who marks what, in which order, and let them begin. Raises ``TaskStateUnfit``, ``TooFewMarkers``."""
        task = await held(connection, task)
        _wants(task, TaskState.DRAFT)
        questions = {each.id: each for each in await tasks.questions_of(connection, task.id)}
        answers = await tasks.answers_of(connection, task.id)
        given = [Given(each.id, questions[each.question_id].key, company_key(each.party)) for each in answers]
        own = await markers.markers_of(connection, task.id)
        conflicts = {
            person: set(map(company_key, parties))
            for person, parties in (await markers.conflicts_of(connection, task.id)).items()
        }
        try:
            assigned = assign(given, markers=own, conflicts=conflicts, seed=task.seed)
        except LookupError as error:
            raise TooFewMarkers(count=error.args[0]) from error
        lines = {answer.id: len(questions[answer.question_id].rubric) for answer in answers}
        for person_id, part in assigned.items():
            await markers.add_slots(connection, self._slots(task, person_id, part, lines))
        await change(connection, task, TaskState.OPEN)
        details = {
            "seed_digest": digest(task.seed),
            "markers": sorted(own),
            "slots": await markers.count_slots(connection, task.id),
        }
        await record(self.ledger, connection, MarkingEvent.OPENED, task, actor=actor, details=details)

    def _slots(self, task: Task, person_id: str, part: list[Given], lines: dict[str, int]) -> list[Slot]:
        places = order(part, person_id=person_id, seed=task.seed, duplicate_percent=task.duplicate_percent)
        return [
            Slot(
                new_id(self.clock),
                task.id,
                place.answer_id,
                person_id,
                place.position,
                place.turn,
                points=(None,) * lines[place.answer_id],
                note="",
                version=1,
                marked_at=None,
            )
            for place in places
        ]


async def see_task(connection: AsyncConnection, task_id: str, *, organisation_id: str) -> Task:
    """The task, if it is of the organisation. Raises ``TaskUnknown``."""
    task = await tasks.find_task(connection, task_id)
    if task is None or task.organisation_id != organisation_id:
        raise TaskUnknown
    return task


async def held(connection: AsyncConnection, task: Task) -> Task:
    """The task as it stands now that nobody else changes it."""
    return await tasks.find_task(connection, task.id, hold=True) or task


async def change(connection: AsyncConnection, task: Task, state: TaskState) -> None:
    """Bring the task into a state. Raises ``TaskStateUnfit`` where somebody else was quicker."""
    if not await tasks.change_state(connection, task, state):
        raise TaskStateUnfit(state=task.state.label)


def _hidden(draft: MarkingDraft) -> tuple[str, ...]:
    """The names that are covered in answers: those of the draft, and those of all vendors."""
    parties = sorted({answer.party for question in draft.questions for answer in question.answers})
    return tuple(dict.fromkeys(storable(name) for name in (*draft.hidden, *parties) if name))


def _wants(task: Task, state: TaskState) -> None:
    if task.state is not state:
        raise TaskStateUnfit(state=task.state.label)
