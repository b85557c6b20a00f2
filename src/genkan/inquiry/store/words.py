"""SQL of the words by which cases are found, on both engines."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import CTE, literal, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.pairs import as_words, pairs_of
from genkan.inquiry.store.search_tables import WORDS, search_table, words_table
from genkan.inquiry.store.tables import case_table
from genkan.storage import insert_into

_BATCH = 500


class CaseText(NamedTuple):
    """What of a case is indexed."""

    case_id: str
    organisation_id: str
    text: str


async def index_words(connection: AsyncConnection, texts: Sequence[CaseText]) -> None:
    """Let cases be found by the words of their texts."""
    on_server = connection.dialect.name == "postgresql"
    rows: list[dict[str, object]] = []
    for each in texts:
        pairs = pairs_of(each.text, organisation_id=each.organisation_id)
        rows.append({"case_id": each.case_id, "pairs": sorted(pairs) if on_server else as_words(pairs)})
    await connection.execute(insert_into(connection, search_table).on_conflict_do_nothing(), rows)
    if not on_server:
        ids = [each.case_id for each in texts]
        new = select(search_table.c.id, search_table.c.pairs).where(search_table.c.case_id.in_(ids))
        await connection.execute(words_table.insert().from_select(["rowid", "pairs"], new))


async def forget_words(connection: AsyncConnection, case_id: str) -> None:
    """Let a case be found by no word any more."""
    kept = search_table.c.case_id == case_id
    if connection.dialect.name != "postgresql":
        told = select(literal("delete"), search_table.c.id, search_table.c.pairs).where(kept)
        columns = (WORDS, "rowid", "pairs")
        await connection.execute(words_table.insert().from_select(columns, told))
    await connection.execute(search_table.delete().where(kept))


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
        await index_words(connection, [CaseText(*row) for row in rows])
    return len(rows)


def cases_with(connection: AsyncConnection, words: Iterable[str], *, organisation_id: str) -> CTE | None:
    """The ids of cases that hold every pair of the words, as ``case_id``; None where the words have no pair."""
    pairs = pairs_of(" ".join(words), organisation_id=organisation_id)
    if not pairs:
        return None
    query = select(search_table.c.case_id)
    if connection.dialect.name == "postgresql":
        query = query.where(search_table.c.pairs.op("@>")(sorted(pairs)))
    else:
        matches = literal_column(WORDS).op("MATCH")(as_words(pairs))
        query = query.where(search_table.c.id.in_(select(words_table.c.rowid).where(matches)))
    return query.cte("found").prefix_with("MATERIALIZED")
