"""SQL of the queue: cases by flag and deadline, filtered, a page at a time from where the last one ended."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.case import Case, CaseState
from genkan.inquiry.number import as_case_number
from genkan.inquiry.post import cases_wanting
from genkan.inquiry.store.cases import case_of
from genkan.inquiry.store.finding import ORDER, Way, holding, list_rows
from genkan.inquiry.store.tables import case_table

MOST_COUNTED = 1_000
_OVER = 2


@dataclass(frozen=True)
class Wanted:
    """Which cases are meant: all conditions together; ``open`` None means open and over alike;
    ``due`` are the first and the last deadline.

    ``unreached`` are those of which a letter by e-mail did not arrive. ``words`` are a number of a case, or words that
    all stand in the text.
    """

    organisation_id: str
    open: bool | None = True
    state: CaseState | None = None
    topic_id: str = ""
    office_id: str = ""
    owner_id: str = ""
    flagged: bool = False
    unreached: bool = False
    due: tuple[date, date] | None = None
    words: str = ""


@dataclass(frozen=True)
class Position:
    """The place of a case in the order of the queue."""

    rank: int
    deadline: date
    case_id: str


@dataclass(frozen=True)
class QueuePage:
    """Some cases in the order of the queue, with their places, and whether there are more on either side."""

    cases: tuple[Case, ...]
    first: Position | None
    last: Position | None
    before: bool
    after: bool


async def list_queue(
    connection: AsyncConnection,
    wanted: Wanted,
    *,
    limit: int,
    after: Position | None = None,
    before: Position | None = None,
) -> QueuePage:
    """The first cases, or those behind ``after``, or those in front of ``before``.

    What is over comes latest first, everything else most pressing first.
    """
    downwards = (wanted.open is False) != (before is not None)
    conditions = _conditions(wanted) + _beyond(before or after, downwards=downwards)
    way = Way(wanted.organisation_id, conditions, downwards=downwards)
    rows = await list_rows(connection, way, _words(wanted), limit=limit + 1)
    more, rows = len(rows) > limit, rows[:limit]
    if before is not None:
        rows = rows[::-1]
    places = [Position(row["rank"], row["deadline"], row["id"]) for row in rows]
    return QueuePage(
        cases=tuple(case_of(row) for row in rows),
        first=places[0] if places else None,
        last=places[-1] if places else None,
        before=more if before else after is not None,
        after=before is not None or more,
    )


async def count_up_to(connection: AsyncConnection, wanted: Wanted, *, most: int = MOST_COUNTED) -> int:
    """How many cases are meant, counted no further than ``most``."""
    meant = _conditions(wanted) + holding(_words(wanted))
    few = select(case_table.c.id).where(*meant).limit(most).subquery()
    return (await connection.execute(select(func.count()).select_from(few))).scalar_one()


def _beyond(edge: Position | None, *, downwards: bool) -> list[ColumnElement[bool]]:
    if edge is None:
        return []
    place, key = tuple_(*ORDER), tuple_(edge.rank, edge.deadline, edge.case_id)
    return [place < key if downwards else place > key]


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    case = case_table.c
    chosen: list[ColumnElement[bool]] = [case.organisation_id == wanted.organisation_id]
    if wanted.open is not None:
        chosen.append(case.rank < _OVER if wanted.open else case.rank == _OVER)
    named = {
        case.state: wanted.state,
        case.topic_id: wanted.topic_id,
        case.office_id: wanted.office_id,
        case.owner_id: wanted.owner_id,
    }
    chosen += [column == value for column, value in named.items() if value]
    if wanted.flagged:
        chosen.append(case.rank == 0)
    if wanted.unreached:
        chosen.append(case.id.in_(cases_wanting(wanted.organisation_id)))
    if wanted.due is not None:
        chosen.append(case.deadline.between(*wanted.due))
    number = as_case_number(wanted.words)
    return [*chosen, case.number == number] if number is not None else chosen


def _words(wanted: Wanted) -> tuple[str, ...]:
    return () if as_case_number(wanted.words) is not None else tuple(wanted.words.split())
