"""SQL of numbers about cases, by the month in Japan in which they came, their topic and their office."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, case, distinct, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.case import CaseState, NoteKind
from genkan.inquiry.public.store.tables import satisfaction_table
from genkan.inquiry.reply import Origin
from genkan.inquiry.statistics.figures import Figures, Key
from genkan.inquiry.statistics.period import Months
from genkan.inquiry.store.reply_tables import reply_table
from genkan.inquiry.store.tables import case_table, note_table

_CASE = case_table.c


async def count_cases(
    connection: AsyncConnection, organisation_id: str, months: Months
) -> dict[Key, Figures]:
    """What there is to count about the cases that an organisation received in these months."""
    counting = _Counting(connection, organisation_id, months)
    await counting.replies()
    await counting.reopened()
    await counting.unposted()
    await counting.measures()
    return dict(counting.counted)


class _Counting:
    """Fills the figures of each key, one query after the other."""

    def __init__(self, connection: AsyncConnection, organisation_id: str, months: Months) -> None:
        self.counted: defaultdict[Key, Figures] = defaultdict(Figures)
        self._connection = connection
        self._chosen = (
            _CASE.organisation_id == organisation_id,
            _CASE.received_at >= months.since,
        )

    async def replies(self) -> None:
        """How many came, and how soon they were answered first; one that was reopened or put off keeps no first deadline."""
        first = _first_replies(self._chosen)
        answered = self._day(first.c.at)
        in_time = func.sum(case((answered <= _CASE.deadline, 1), else_=0))
        again = _moved(self._chosen)
        joined = case_table.outerjoin(first, first.c.case_id == _CASE.id)
        joined = joined.outerjoin(again, again.c.case_id == _CASE.id)
        moved = again.c.case_id.is_not(None)
        for row in await self._rows(joined, in_time, answered=answered, moved=moved):
            figures = self.counted[_key(row)]
            figures.received += row.number
            if row.answered is not None:
                figures.days.update({(_date(row.answered) - _date(row.day)).days: row.number})
                if not row.moved:
                    figures.timed += row.number
                    figures.in_time += row.value

    async def reopened(self) -> None:
        """How many were taken up again after they were answered."""
        first = _first_replies(self._chosen)
        joined = case_table.join(note_table, note_table.c.case_id == _CASE.id)
        joined = joined.join(first, first.c.case_id == _CASE.id)
        again = (note_table.c.kind == NoteKind.REOPENED) & (note_table.c.at >= first.c.at)
        for row in await self._rows(joined, func.count(distinct(_CASE.id)), where=again):
            self.counted[_key(row)].reopened += row.value

    async def unposted(self) -> None:
        """How many have a reply on paper that nobody has posted."""
        for row in await self._rows(case_table, func.count(), where=_CASE.state == CaseState.POSTING):
            self.counted[_key(row)].unposted += row.value

    async def measures(self) -> None:
        """How much drafts that the product made were changed, and what citizens say."""
        replies = case_table.join(reply_table, reply_table.c.case_id == _CASE.id)
        sent = reply_table.c.sent_at.is_not(None) & (reply_table.c.origin != Origin.HAND)
        measured = reply_table.c.edit_distance.is_not(None) & sent
        for row in await self._rows(replies, func.sum(reply_table.c.edit_distance), where=measured):
            figures = self.counted[_key(row)]
            figures.edits = (figures.edits[0] + row.value, figures.edits[1] + row.number)
        told = case_table.join(satisfaction_table, satisfaction_table.c.case_id == _CASE.id)
        for row in await self._rows(told, func.sum(satisfaction_table.c.score)):
            figures = self.counted[_key(row)]
            figures.scores = (figures.scores[0] + row.value, figures.scores[1] + row.number)

    async def _rows(
        self,
        joined: FromClause,
        value: ColumnElement[Any],
        *,
        where: ColumnElement[bool] | None = None,
        **by: ColumnElement[Any],
    ) -> Sequence[Row[Any]]:
        """``value`` and how many there are, by topic, office, day of receipt and more."""
        keys = [_CASE.topic_id, _CASE.office_id, self._day(_CASE.received_at).label("day")]
        keys += [column.label(name) for name, column in by.items()]
        conditions = self._chosen if where is None else (*self._chosen, where)
        query = (
            select(*keys, value.label("value"), func.count().label("number"))
            .select_from(joined)
            .where(*conditions)
            .group_by(*keys)
        )
        return (await self._connection.execute(query)).all()

    def _day(self, moment: ColumnElement[datetime]) -> ColumnElement[date]:
        """The day in Japan."""
        if self._connection.dialect.name == "postgresql":
            return func.date(func.timezone("Asia/Tokyo", moment))
        return func.date(moment, "+9 hours")


def _first_replies(chosen: Sequence[ColumnElement[bool]]) -> FromClause:
    """When each case was first answered, by a reply that was sent or by words that an officer noted."""
    noted = select(note_table.c.case_id, note_table.c.at).where(note_table.c.kind == NoteKind.ANSWERED)
    sent = select(reply_table.c.case_id, reply_table.c.sent_at).where(reply_table.c.sent_at.is_not(None))
    all_ = union_all(
        noted.join(case_table, _CASE.id == note_table.c.case_id).where(*chosen),
        sent.join(case_table, _CASE.id == reply_table.c.case_id).where(*chosen),
    ).subquery()
    first = select(all_.c.case_id, func.min(all_.c.at).label("at")).group_by(all_.c.case_id)
    return first.subquery()


def _moved(chosen: Sequence[ColumnElement[bool]]) -> FromClause:
    """The cases whose deadline was ever moved, each once: that were reopened, or whose officer set another one."""
    kinds = (NoteKind.REOPENED, NoteKind.DEADLINE)
    noted = select(note_table.c.case_id).where(note_table.c.kind.in_(kinds))
    return noted.join(case_table, _CASE.id == note_table.c.case_id).where(*chosen).distinct().subquery()


def _key(row: Row[Any]) -> Key:
    return Key(str(row.day)[:7], row.topic_id or "", row.office_id or "")


def _date(day: object) -> date:
    """A day as either engine gives it."""
    return date.fromisoformat(str(day))
