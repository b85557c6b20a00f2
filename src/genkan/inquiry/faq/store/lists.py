"""SQL of many entries: lists for officers and for citizens, those in use, and those to look at again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.faq.faq import Faq, FaqState
from genkan.inquiry.faq.store import rows
from genkan.inquiry.faq.store.faqs import INDEX
from genkan.inquiry.faq.store.tables import faq_table, version_table
from genkan.kit import storable

_ORDER = (FaqState.REVIEW, FaqState.AWAITING, FaqState.DRAFT, FaqState.PUBLISHED, FaqState.RETIRED)
_RANK = case({state.value: place for place, state in enumerate(_ORDER)}, value=faq_table.c.state)


@dataclass(frozen=True)
class FaqWanted:
    """Which entries are meant: all conditions together; without a state, all but those that ended.

    ``words`` all stand in question or answer.
    """

    organisation_id: str
    state: FaqState | None = None
    topic_id: str = ""
    office_id: str = ""
    words: tuple[str, ...] = ()


async def list_faqs(
    connection: AsyncConnection, wanted: FaqWanted, *, limit: int, offset: int = 0
) -> tuple[Faq, ...]:
    """The entries, what wants attention first, then the latest first; each with its latest version."""
    query = _held(connection, rows.latest(), wanted).where(*_states(wanted))
    ordered = query.order_by(_RANK, faq_table.c.changed_at.desc(), faq_table.c.id)
    found = await connection.execute(ordered.limit(limit).offset(offset))
    return tuple(rows.faq_of(row) for row in found)


async def count_listed(connection: AsyncConnection, wanted: FaqWanted) -> int:
    """How many entries are meant."""
    query = _held(connection, rows.latest(), wanted).where(*_states(wanted)).subquery()
    return (await connection.execute(select(func.count()).select_from(query))).scalar_one()


async def list_public(
    connection: AsyncConnection, wanted: FaqWanted, *, limit: int, offset: int = 0
) -> tuple[Faq, ...]:
    """What citizens may read: versions in use that are public, by topic and the latest first."""
    query = _held(connection, rows.in_use(), wanted).where(version_table.c.is_public.is_(True))
    ordered = query.order_by(version_table.c.topic_id, faq_table.c.approved_at.desc(), faq_table.c.id)
    found = await connection.execute(ordered.limit(limit).offset(offset))
    return tuple(rows.faq_of(row) for row in found)


async def count_public(connection: AsyncConnection, wanted: FaqWanted) -> int:
    """How many of them there are."""
    query = _held(connection, rows.in_use(), wanted).where(version_table.c.is_public.is_(True)).subquery()
    return (await connection.execute(select(func.count()).select_from(query))).scalar_one()


async def list_given(
    connection: AsyncConnection, organisation_id: str, topic_id: str | None, *, limit: int
) -> tuple[Faq, ...]:
    """Entries that may be proposed: those in use, and those that have to be looked at anew; those of the topic first."""
    chosen = or_(faq_table.c.shown.is_not(None), faq_table.c.state == FaqState.REVIEW)
    of_topic = case((version_table.c.topic_id == topic_id, 0), else_=1)
    query = rows.given().where(faq_table.c.organisation_id == organisation_id, chosen)
    ordered = query.order_by(of_topic, faq_table.c.changed_at.desc(), faq_table.c.id).limit(limit)
    return tuple(rows.faq_of(row) for row in await connection.execute(ordered))


async def in_use_with_ids(
    connection: AsyncConnection, faq_ids: Sequence[str], *, organisation_id: str
) -> dict[str, Faq]:
    """Those of the entries that are in use, with the version in use, by id."""
    own = (faq_table.c.id.in_([storable(each) for each in faq_ids]),)
    found = await connection.execute(
        rows.in_use().where(*own, faq_table.c.organisation_id == organisation_id)
    )
    return {row.id: rows.faq_of(row) for row in found}


async def list_to_check(connection: AsyncConnection, *, after_id: str, limit: int) -> tuple[Faq, ...]:
    """Entries of all organisations that are in use or flagged, by id behind one, as they are given."""
    chosen = or_(faq_table.c.shown.is_not(None), faq_table.c.state == FaqState.REVIEW)
    query = rows.given().where(chosen, faq_table.c.id > after_id).order_by(faq_table.c.id).limit(limit)
    return tuple(rows.faq_of(row) for row in await connection.execute(query))


async def questions_of(connection: AsyncConnection, organisation_id: str) -> set[str]:
    """What the entries of an organisation ask, those that ended too."""
    asked = rows.latest().with_only_columns(version_table.c.question)
    found = await connection.execute(asked.where(faq_table.c.organisation_id == organisation_id))
    return set(found.scalars())


async def count_attention(
    connection: AsyncConnection, organisation_id: str, *, office_id: str = ""
) -> dict[FaqState, int]:
    """How many entries, of an office where one is given, have to be looked at anew, and how many wait for approval."""
    chosen: list[ColumnElement[bool]] = [
        faq_table.c.organisation_id == organisation_id,
        faq_table.c.state.in_((FaqState.REVIEW, FaqState.AWAITING)),
    ]
    if office_id:
        chosen.append(version_table.c.office_id == office_id)
    query = rows.latest().with_only_columns(faq_table.c.state, func.count()).where(*chosen)
    found = await connection.execute(query.group_by(faq_table.c.state))
    return {FaqState(state): count for state, count in found}


def _held(
    connection: AsyncConnection, query: Select[tuple[Any, ...]], wanted: FaqWanted
) -> Select[tuple[Any, ...]]:
    """The query, of entries that have the topic, the office and the words."""
    chosen: list[ColumnElement[bool]] = [faq_table.c.organisation_id == wanted.organisation_id]
    if wanted.topic_id:
        chosen.append(version_table.c.topic_id == wanted.topic_id)
    if wanted.office_id:
        chosen.append(version_table.c.office_id == wanted.office_id)
    said = (version_table.c.question, version_table.c.answer)
    chosen += [or_(*(each.icontains(word, autoescape=True) for each in said)) for word in wanted.words]
    found = INDEX.holding(connection, wanted.words, organisation_id=wanted.organisation_id)
    if wanted.words and found is not None:
        query = query.join(found, found.c.version_id == version_table.c.id)
    return query.where(*chosen)


def _states(wanted: FaqWanted) -> list[ColumnElement[bool]]:
    state = faq_table.c.state
    return [state == wanted.state if wanted.state else state != FaqState.RETIRED]
