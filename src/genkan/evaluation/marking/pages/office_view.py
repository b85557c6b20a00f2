"""What the office's page of a task shows; marks and agreement stay closed to who is still to mark or to decide in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.marking.decision import Decision, decides
from genkan.evaluation.marking.standing import Agreements, Standing, agreements
from genkan.evaluation.marking.standings import MarkedAnswer, read_result, read_standings
from genkan.evaluation.marking.store import decisions, markers, tasks
from genkan.evaluation.marking.task import Task, TaskState
from genkan.governance import Role, Viewer, list_active_with_role, names_of

MOST_SHOWN = 500


@dataclass(frozen=True)
class MarkerLine:
    """A marker with what is done and what is left."""

    person_id: str
    name: str
    parties: Sequence[str]
    done: int
    slots: int
    finished: bool


@dataclass(frozen=True)
class TaskView:
    """A task for the office; ``answers`` only once all marks are handed in.

    Neither they nor ``agreements`` are for who still marks or has a decision to make.
    """

    task: Task
    questions: int
    answer_count: int
    parties: Sequence[str]
    markers: Sequence[MarkerLine]
    candidates: Mapping[str, str]
    agreements: Agreements | None
    answers: Sequence[MarkedAnswer]
    decisions: Sequence[Decision]
    names: Mapping[str, str]

    @property
    def undecided(self) -> int:
        """How many decisions are still to be made."""
        return sum(not one.is_made for one in self.decisions)

    @property
    def declarable(self) -> Sequence[MarkerLine]:
        """The markers whose conflicts of interest may be noted: all before the beginning, then who has nothing to mark."""
        return [line for line in self.markers if self.task.state is TaskState.DRAFT or not line.slots]

    @property
    def all_finished(self) -> bool:
        """Whether every marker who has something to mark handed it in."""
        return all(line.finished for line in self.markers if line.slots)


async def view_of(connection: AsyncConnection, viewer: Viewer, task: Task) -> TaskView:
    """What this person may see of the task."""
    answers = await tasks.answers_of(connection, task.id)
    lines = await _marker_lines(connection, task)
    made = await decisions.decisions_of(connection, task.id)
    is_over = task.state in (TaskState.DECIDING, TaskState.CLOSED)
    may_look = not decides(made, viewer.person.id)
    result = await read_result(connection, task.id) if is_over and may_look else None
    people = await list_active_with_role(connection, Role.MARKER, organisation_id=task.organisation_id)
    return TaskView(
        task=task,
        questions=len(await tasks.questions_of(connection, task.id)),
        answer_count=len(answers),
        parties=sorted({answer.party for answer in answers} - {""}),
        markers=lines,
        candidates={
            person.sign_in_name: person.name
            for person in people
            if person.id not in {line.person_id for line in lines}
        },
        agreements=result.agreements
        if result
        else await _agreements_so_far(connection, viewer, task, lines)
        if may_look
        else None,
        answers=result.answers[:MOST_SHOWN] if result else (),
        decisions=made,
        names=await names_of(connection, [one.person_id for one in made]),
    )


async def _agreements_so_far(
    connection: AsyncConnection, viewer: Viewer, task: Task, lines: Sequence[MarkerLine]
) -> Agreements | None:
    """Of the answers that both markers handed in; ``None`` for who still marks, and before anything is handed in."""
    still_marks = any(
        line.person_id == viewer.person.id and not line.finished for line in lines if line.slots
    )
    finished = {line.person_id for line in lines if line.finished}
    if still_marks or not finished:
        return None
    standings = await read_standings(connection, task.id)
    return agreements([one for one in standings if _is_handed_in(one, finished)])


def _is_handed_in(standing: Standing, finished: set[str]) -> bool:
    return {slot.person_id for slot in standing.first} <= finished


async def _marker_lines(connection: AsyncConnection, task: Task) -> list[MarkerLine]:
    finished = await markers.markers_of(connection, task.id)
    conflicts = await markers.conflicts_of(connection, task.id)
    slots = await markers.slots_of(connection, task.id)
    names = await names_of(connection, list(finished))
    return [
        MarkerLine(
            person_id=person_id,
            name=names[person_id],
            parties=sorted(conflicts.get(person_id, ())),
            done=sum(slot.is_done for slot in slots if slot.person_id == person_id),
            slots=sum(slot.person_id == person_id for slot in slots),
            finished=moment is not None,
        )
        for person_id, moment in finished.items()
    ]
