"""Reading where the answers of a task stand, and the result for the examination (採点の結果)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.marking.decision import Decision, DecisionKind, decides
from genkan.evaluation.marking.errors import OwnMarksAwaited, TaskUnknown
from genkan.evaluation.marking.setting_up import see_task
from genkan.evaluation.marking.slot import Points, Slot
from genkan.evaluation.marking.standing import Agreements, Standing, agreements
from genkan.evaluation.marking.store import decisions, markers, tasks
from genkan.evaluation.marking.task import TaskState
from genkan.governance import Viewer

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

    ``judged`` are the points that a judge model proposed, ``None`` where none did and until everything is decided. ``how`` is ``two_markers``, ``adjudication``, ``appeal``, or ``pending`` while an adjudication is.
    """

    question_key: str
    answer_key: str
    field: str
    points: tuple[float, ...] | None
    score: float | None
    how: str
    judged: int | None = None


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
    """Every answer of a task with its marks and decisions, in the order of the questions.

    What a judge model proposed is among it only once the task is closed and nothing awaits a decision.
    """
    questions = {each.id: each for each in await tasks.questions_of(connection, task_id)}
    slots: dict[str, list[Slot]] = {}
    for slot in await markers.slots_of(connection, task_id):
        slots.setdefault(slot.answer_id, []).append(slot)
    task = await tasks.find_task(connection, task_id)
    made = await decisions.decisions_of(connection, task_id)
    decided = {one.answer_id: one.points for one in made if one.is_made}
    is_settled = task is not None and task.state is TaskState.CLOSED and all(one.is_made for one in made)
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
            judged=answer.judged if is_settled else (),
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


async def see_result(connection: AsyncConnection, viewer: Viewer, task_id: str) -> MarkingResult:
    """The result for who looks after the task. Raises ``TaskUnknown``, and ``OwnMarksAwaited`` for who still marks or decides."""
    task = await see_task(connection, task_id, organisation_id=viewer.organisation.id)
    result = await read_result(connection, task.id)
    own = viewer.person.id
    finished = (await markers.markers_of(connection, task.id)).get(own)
    slots = await markers.slots_of(connection, task.id, person_id=own)
    if decides(result.decisions, own) or (slots and finished is None):
        raise OwnMarksAwaited
    return result


def _counts(decision: Decision) -> bool:
    """Whether it says how the points stand: an appeal does only once it is decided."""
    return decision.is_made or decision.kind is DecisionKind.ADJUDICATION


def _answer(standing: Standing, keys: dict[str, tuple[str, str]], how: str) -> MarkedAnswer:
    known = standing.points if how != _PENDING else None
    points = None if known is None else tuple(map(float, known))
    score = standing.score if points is not None else None
    judged = sum(standing.judged) if standing.judged else None
    return MarkedAnswer(*keys[standing.answer_id], standing.field, points, score, how, judged)
