"""SQL of the words by which cases are found, on both engines."""

from collections.abc import Iterable, Sequence

from sqlalchemy import CTE, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.store.pair_index import IndexedText, PairIndex
from genkan.inquiry.store.search_tables import WORDS, search_table
from genkan.inquiry.store.tables import case_table

_BATCH = 500
_INDEX = PairIndex(search_table, search_table.c.case_id, WORDS)


async def index_words(connection: AsyncConnection, texts: Sequence[IndexedText]) -> None:
    """Let cases be found by the words of their texts."""
    await _INDEX.add(connection, texts)


async def forget_words(connection: AsyncConnection, case_id: str) -> None:
    """Let a case be found by no word any more."""
    await _INDEX.forget(connection, case_id)


async def index_missing(connection: AsyncConnection) -> int:
    """Index some cases that no word finds yet, as those taken in by an earlier version; how many they were."""
    missing = (
        select(case_table.c.id, case_table.c.organisation_id, case_table.c.text)
        .outerjoin(search_table, search_table.c.case_id == case_table.c.id)
        .where(search_table.c.id.is_(None), case_table.c.text != "")
        .limit(_BATCH)
    )
    rows = (await connection.execute(missing)).all()
    if rows:
        await index_words(connection, [IndexedText(*row) for row in rows])
    return len(rows)


def cases_with(connection: AsyncConnection, words: Iterable[str], *, organisation_id: str) -> CTE | None:
    """The ids of cases that hold every pair of the words, as ``case_id``; None where the words have no pair."""
    return _INDEX.holding(connection, words, organisation_id=organisation_id)
