"""A marker marks: answer by answer, saved as one goes, until all are done (採点)."""

import hmac
import json
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.marking.errors import (
    MarkOvertaken,
    MarksMissing,
    NoteTooLong,
    PointsUnfit,
    TaskStateUnfit,
    TaskUnknown,
)
from genkan.evaluation.marking.events import MarkingEvent
from genkan.evaluation.marking.known import KnownQuestion
from genkan.evaluation.marking.recording import record
from genkan.evaluation.marking.slot import Points, Slot, fits
from genkan.evaluation.marking.store import markers, tasks
from genkan.evaluation.marking.task import LONGEST_NOTE, Task, TaskState
from genkan.governance import Ledger, Viewer
from genkan.kit import Clock, normalise_newlines, storable


@dataclass(frozen=True, slots=True)
class Desk:
    """What a marker has before the eyes: one answer of many; whose it is is not in it."""

    task: Task
    slot: Slot
    question: KnownQuestion
    answer: str
    slots: tuple[Slot, ...]

    @property
    def done(self) -> int:
        """How many answers are marked."""
        return sum(slot.is_done for slot in self.slots)


@dataclass(frozen=True, slots=True)
class Marking:
    """Each deed with its record, in the transaction of the caller."""

    ledger: Ledger
    clock: Clock

    async def save(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        desk: Desk,
        *,
        points: Points,
        note: str,
        seen: int,
    ) -> None:
        """Keep the mark as far as it is given; ``seen`` is the version that the marker had before the eyes.

        Raises ``TaskStateUnfit``, ``PointsUnfit``, ``NoteTooLong`` and ``MarkOvertaken``.
        """
        await self._may_change(connection, desk.task, viewer)
        if not fits(points, desk.question.rubric):
            raise PointsUnfit
        words = storable(normalise_newlines(note))
        if len(words) > LONGEST_NOTE:
            raise NoteTooLong(limit=LONGEST_NOTE)
        slot = desk.slot
        if not await markers.change_slot(
            connection, slot, points=points, note=words, seen=seen, now=self.clock()
        ):
            raise MarkOvertaken
        details = {
            "task": desk.task.id,
            "version": seen + 1,
            "done": None not in points,
            "digest": mark_digest(slot.id, points, words, seed=desk.task.seed),
        }
        await record(
            self.ledger,
            connection,
            MarkingEvent.MARKED,
            desk.task,
            actor=viewer.person.id,
            object_id=slot.id,
            details=details,
        )

    async def finish(self, connection: AsyncConnection, viewer: Viewer, task: Task) -> None:
        """Hand the marks in; they are not changed any more. Raises ``TaskStateUnfit`` and ``MarksMissing``."""
        await self._may_change(connection, task, viewer)
        slots = await markers.slots_of(connection, task.id, person_id=viewer.person.id)
        missing = sum(not slot.is_done for slot in slots)
        if missing:
            raise MarksMissing(count=missing)
        if await markers.finish_marker(connection, task.id, viewer.person.id, now=self.clock()):
            details: dict[str, object] = {"slots": len(slots)}
            await record(
                self.ledger,
                connection,
                MarkingEvent.MARKER_FINISHED,
                task,
                actor=viewer.person.id,
                object_id=task.id,
                details=details,
            )

    async def _may_change(self, connection: AsyncConnection, task: Task, viewer: Viewer) -> None:
        finished = await markers.hold_marker(connection, task.id, viewer.person.id)
        if task.state is not TaskState.OPEN:
            raise TaskStateUnfit(state=task.state.label)
        if finished is not None:
            raise TaskStateUnfit(state="提出済み")


def mark_digest(slot_id: str, points: Points, note: str, *, seed: str) -> str:
    """What proves later that a mark was not altered: HMAC-SHA-256 under the secret seed of the task.

    Without the seed nobody who reads the ledger finds the few possible points by trial.
    """
    words = json.dumps([slot_id, list(points), note], ensure_ascii=False, separators=(",", ":"))
    return hmac.new(seed.encode(), words.encode(), "sha256").hexdigest()


async def task_of_marker(connection: AsyncConnection, viewer: Viewer, task_id: str) -> Task:
    """The task, if the viewer marks in it and it has begun. Raises ``TaskUnknown``."""
    task = await tasks.find_task(connection, task_id)
    own = await markers.markers_of(connection, task_id) if task else {}
    if task is None or viewer.person.id not in own or task.state is TaskState.DRAFT:
        raise TaskUnknown
    return task


async def sit_down(connection: AsyncConnection, viewer: Viewer, task_id: str, position: int) -> Desk:
    """The answer at a place of the viewer's own order. Raises ``TaskUnknown``."""
    task = await task_of_marker(connection, viewer, task_id)
    own = viewer.person.id
    slot = await markers.find_slot(connection, task.id, person_id=own, position=position)
    if slot is None:
        raise TaskUnknown
    question, answer = await tasks.find_answer(connection, slot.answer_id)
    return Desk(task, slot, question, answer.text, await markers.slots_of(connection, task.id, person_id=own))
