"""Reading where the answers of a task stand, and the result for the examination (採点の結果)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.marking.decision import Decision, DecisionKind
from genkan.evaluation.marking.errors import TaskUnknown
from genkan.evaluation.marking.slot import Points, Slot
from genkan.evaluation.marking.standing import Agreements, Standing, agreements
from genkan.evaluation.marking.store import decisions, markers, tasks
from genkan.evaluation.marking.task import TaskState

_PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as it goes into the evidence: by whom (a person's id), on which answer, points by line, note, when."""

    marker: str
    question_key: str
    answer_key: str
    turn: int
    points: Points
    note: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class MarkedAnswer:
    """The result of an answer: ``points`` by line and ``score`` as a share, ``None`` while there is none.

    ``how`` is ``two_markers``, ``adjudication``, ``appeal``, or ``pending`` while an adjudication is.
    """

    question_key: str
    answer_key: str
    field: str
    points: tuple[float, ...] | None
    score: float | None
    how: str


@dataclass(frozen=True, slots=True)
class MarkingResult:
    """Everything an examination needs of its task."""

    state: TaskState
    answers: tuple[MarkedAnswer, ...]
    marks: tuple[Mark, ...]
    decisions: tuple[Decision, ...]
    standings: tuple[Standing, ...]

    @property
    def agreements(self) -> Agreements:
        """How far the marks agree, before any decision; computed anew, by a bootstrap."""
        return agreements(self.standings)

    @property
    def undecided(self) -> int:
        """How many decisions of third persons are awaited."""
        return sum(not one.is_made for one in self.decisions)


async def read_standings(connection: AsyncConnection, task_id: str) -> tuple[Standing, ...]:
    """Every answer of a task with its marks and decisions, in the order of the questions."""
    questions = {each.id: each for each in await tasks.questions_of(connection, task_id)}
    slots: dict[str, list[Slot]] = {}
    for slot in await markers.slots_of(connection, task_id):
        slots.setdefault(slot.answer_id, []).append(slot)
    decided = {
        one.answer_id: one.points for one in await decisions.decisions_of(connection, task_id) if one.is_made
    }
    answers = sorted(
        await tasks.answers_of(connection, task_id),
        key=lambda answer: (questions[answer.question_id].position, answer.id),
    )
    return tuple(
        Standing(
            answer_id=answer.id,
            field=questions[answer.question_id].field,
            rubric=questions[answer.question_id].rubric,
            first=tuple(slot for slot in slots.get(answer.id, ()) if not slot.turn),
            again=tuple(slot for slot in slots.get(answer.id, ()) if slot.turn),
            decided=decided.get(answer.id, ()),
            judged=answer.judged,
        )
        for answer in answers
    )


async def read_result(connection: AsyncConnection, task_id: str) -> MarkingResult:
    """The result as it stands. Raises ``TaskUnknown``."""
    task = await tasks.find_task(connection, task_id)
    if task is None:
        raise TaskUnknown
    questions = {each.id: each.key for each in await tasks.questions_of(connection, task_id)}
    answers = {each.id: each for each in await tasks.answers_of(connection, task_id)}
    keys = {id_: (questions[answer.question_id], answer.key) for id_, answer in answers.items()}
    made = await decisions.decisions_of(connection, task_id)
    how = {one.answer_id: one.kind.value if one.is_made else _PENDING for one in made if _counts(one)}
    standings = await read_standings(connection, task_id)
    return MarkingResult(
        state=task.state,
        answers=tuple(_answer(one, keys, how.get(one.answer_id, "two_markers")) for one in standings),
        marks=tuple(
            Mark(slot.person_id, *keys[slot.answer_id], slot.turn, slot.points, slot.note, slot.marked_at)
            for slot in await markers.slots_of(connection, task_id)
        ),
        decisions=made,
        standings=standings,
    )


def _counts(decision: Decision) -> bool:
    """Whether it says how the points stand: an appeal does only once it is decided."""
    return decision.is_made or decision.kind is DecisionKind.ADJUDICATION


def _answer(standing: Standing, keys: dict[str, tuple[str, str]], how: str) -> MarkedAnswer:
    known = standing.points if how != _PENDING else None
    points = None if known is None else tuple(map(float, known))
    score = standing.score if points is not None else None
    return MarkedAnswer(*keys[standing.answer_id], standing.field, points, score, how)
