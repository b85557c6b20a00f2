"""SQL of cases in the order of the queue, all of them or those that hold words.

Common words are found by walking a while along the queue, rare ones by the index of words, and those between by walking
further where as many as on the way so far will do: nobody reads every letter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.store.cases import CASE_COLUMNS
from genkan.inquiry.store.tables import case_table
from genkan.inquiry.store.words import cases_with

WALKED, WALKED_FAR = 4_000, 20_000
ORDER = (case_table.c.rank, case_table.c.deadline, case_table.c.id)
_SHOWN = (*CASE_COLUMNS, case_table.c.rank)


@dataclass(frozen=True)
class Way:
    """Through which cases of an organisation, and in which direction of the queue."""

    organisation_id: str
    conditions: Sequence[ColumnElement[bool]]
    downwards: bool = False

    def along(self, query: Select[tuple[Any, ...]]) -> Select[tuple[Any, ...]]:
        """The query, of these cases in their order."""
        return query.where(*self.conditions).order_by(*self.directed(ORDER))

    def directed(self, keys: Iterable[ColumnElement[Any]]) -> list[ColumnElement[Any]]:
        """The keys of the order in the direction of the way."""
        return [key.desc() if self.downwards else key for key in keys]


async def list_rows(
    connection: AsyncConnection, way: Way, words: Sequence[str], *, limit: int
) -> Sequence[RowMapping]:
    """The first cases on the way that hold all the words, at most ``limit``."""
    if not words:
        return await _rows(connection, way.along(select(*_SHOWN)).limit(limit))
    found = cases_with(connection, words, organisation_id=way.organisation_id)
    if found is None:
        return await _rows(connection, way.along(select(*_SHOWN)).where(*holding(words)).limit(limit))
    near = await _rows(connection, _walk(way, words, WALKED, limit=limit))
    if len(near) == limit or not await _goes_on(connection, way, WALKED):
        return near
    if len(near) * WALKED_FAR >= limit * WALKED:
        far = await _rows(connection, _walk(way, words, WALKED_FAR, limit=limit))
        if len(far) == limit or not await _goes_on(connection, way, WALKED_FAR):
            return far
    held = select(*_SHOWN).join(found, found.c.case_id == case_table.c.id)
    return await _rows(connection, way.along(held).where(*holding(words)).limit(limit))


def holding(words: Iterable[str]) -> list[ColumnElement[bool]]:
    """That the text of a case holds each of the words."""
    return [case_table.c.text.icontains(word, autoescape=True) for word in words]


def _walk(way: Way, words: Iterable[str], steps: int, *, limit: int) -> Select[tuple[Any, ...]]:
    """Those of the nearest cases that hold the words."""
    near = way.along(select(*_SHOWN, case_table.c.text)).limit(steps).subquery()
    held = [near.c.text.icontains(word, autoescape=True) for word in words]
    shown = [near.c[column.name] for column in _SHOWN]
    keys = way.directed(near.c[key.name] for key in ORDER)
    return select(*shown).where(*held).order_by(*keys).limit(limit)


async def _goes_on(connection: AsyncConnection, way: Way, steps: int) -> bool:
    """Whether there are more cases than were walked along."""
    next_one = way.along(select(case_table.c.id)).offset(steps).limit(1)
    return (await connection.execute(next_one)).first() is not None


async def _rows(connection: AsyncConnection, query: Select[tuple[Any, ...]]) -> Sequence[RowMapping]:
    return (await connection.execute(query)).mappings().all()
