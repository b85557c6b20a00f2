"""A marker's sheet (採点表): the answers in the marker's own order with empty points, one JSON object a line, and back."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.blind import concealer
from genkan.evaluation.marking.errors import MarksMissing, SheetUnreadable
from genkan.evaluation.marking.events import MarkingEvent
from genkan.evaluation.marking.marking import Desk, Marking, sit_down, task_of_marker
from genkan.evaluation.marking.recording import record
from genkan.evaluation.marking.slot import Slot
from genkan.evaluation.marking.store import markers
from genkan.governance import Ledger, Viewer
from genkan.kit import digest


class SheetLine(msgspec.Struct, frozen=True):
    """A line of the rubric with its most points."""

    points: int
    text: str


class SheetRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer, whose it is unsaid; ``points`` has an entry for each line of the rubric, ``version`` is what was seen."""

    position: int
    question: str
    answer: str
    rubric: tuple[SheetLine, ...]
    points: tuple[int | None, ...]
    note: str
    version: int


class Entered(NamedTuple):
    """How many marks a sheet held, and whether the marker's marks are handed in; else a second sheet is to be written."""

    marks: int
    is_handed_in: bool


async def sheet_of(connection: AsyncConnection, viewer: Viewer, task_id: str) -> tuple[SheetRow, ...]:
    """What the viewer marks in a task; answers that come again are the second sheet, after the first was entered.

    Raises ``TaskUnknown``.
    """
    task = await task_of_marker(connection, viewer, task_id)
    slots = await markers.slots_of(connection, task.id, person_id=viewer.person.id)
    again = [slot for slot in slots if slot.turn]
    chosen = again if again and _missing(slots, again=False) == 0 else [one for one in slots if not one.turn]
    return tuple([_row(await sit_down(connection, viewer, task.id, slot.position)) for slot in chosen])


async def note_written(
    connection: AsyncConnection, ledger: Ledger, viewer: Viewer, task_id: str, content: bytes, *, sample: bool
) -> None:
    """Record that a sheet leaves the installation, and whether its points are fictional. Raises ``TaskUnknown``."""
    task = await task_of_marker(connection, viewer, task_id)
    details = {"marker": viewer.person.id, "sheet": digest(content.decode()), "sample": sample}
    await record(
        ledger, connection, MarkingEvent.SHEET_WRITTEN, task, actor=viewer.person.id, details=details
    )


async def enter(
    connection: AsyncConnection, marking: Marking, viewer: Viewer, task_id: str, rows: Sequence[SheetRow]
) -> Entered:
    """Save the marks of a sheet, all or none, and hand them in unless answers that come again are to be marked.

    Raises what :meth:`Marking.save` and :meth:`Marking.finish` raise.
    """
    is_second = False
    for row in rows:
        desk = await sit_down(connection, viewer, task_id, row.position)
        await marking.save(connection, viewer, desk, points=row.points, note=row.note, seen=row.version)
        is_second = is_second or bool(desk.slot.turn)
    task = await task_of_marker(connection, viewer, task_id)
    slots = await markers.slots_of(connection, task.id, person_id=viewer.person.id)
    if missing := _missing(slots, again=False):
        raise MarksMissing(count=missing)
    is_handed_in = is_second or _missing(slots, again=True) == 0
    if is_handed_in:
        await marking.finish(connection, viewer, task)
    return Entered(len(rows), is_handed_in)


def write_sheet(rows: Sequence[SheetRow]) -> bytes:
    """The sheet as a file."""
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)


def read_sheet(content: bytes) -> tuple[SheetRow, ...]:
    """The sheet in a file. Raises ``SheetUnreadable``."""
    rows: list[SheetRow] = []
    for number, line in enumerate(content.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            rows.append(msgspec.json.decode(line, type=SheetRow))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise SheetUnreadable(line=number, reason=str(error)[:200]) from error
    return tuple(rows)


def _missing(slots: Sequence[Slot], *, again: bool) -> int:
    return sum(bool(slot.turn) is again and not slot.is_done for slot in slots)


def _row(desk: Desk) -> SheetRow:
    return SheetRow(
        position=desk.slot.position,
        question=desk.question.text,
        answer=concealer(desk.task.hidden).conceal(desk.answer, ended=True),
        rubric=tuple(SheetLine(line.points, line.text) for line in desk.question.rubric),
        points=desk.slot.points,
        note=desk.slot.note,
        version=desk.slot.version,
    )
