"""Finding texts by the words in them, on both engines: an index of the pairs of characters of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import CTE, Column, Integer, Table, Text, column, literal, literal_column, select, table
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.expression import TableClause

from genkan.inquiry.pairs import as_words, pairs_of
from genkan.storage import insert_into


class IndexedText(NamedTuple):
    """A text under the id by which it is found; its pairs are those of its organisation."""

    id: str
    organisation_id: str
    text: str


@dataclass(frozen=True)
class PairIndex:
    """``table`` holds ``id``, the ``key`` of a text, and its ``pairs``.

    PostgreSQL has an array with an index of its elements; SQLite words with the full-text index ``words`` over them, a
    virtual table to which what it holds has to be told.
    """

    table: Table
    key: Column[str]
    words: str

    async def add(self, connection: AsyncConnection, texts: Sequence[IndexedText]) -> None:
        """Let texts be found by their words; those that are found already stay as they are."""
        on_server = connection.dialect.name == "postgresql"
        rows: list[dict[str, object]] = []
        for each in texts:
            pairs = pairs_of(each.text, organisation_id=each.organisation_id)
            rows.append({self.key.name: each.id, "pairs": sorted(pairs) if on_server else as_words(pairs)})
        await connection.execute(insert_into(connection, self.table).on_conflict_do_nothing(), rows)
        if not on_server:
            new = select(self.table.c.id, self.table.c.pairs).where(self.key.in_([each.id for each in texts]))
            await connection.execute(self._virtual().insert().from_select(["rowid", "pairs"], new))

    async def forget(self, connection: AsyncConnection, text_id: str) -> None:
        """Let a text be found by no word any more."""
        kept = self.key == text_id
        if connection.dialect.name != "postgresql":
            told = select(literal("delete"), self.table.c.id, self.table.c.pairs).where(kept)
            columns = (self.words, "rowid", "pairs")
            await connection.execute(self._virtual().insert().from_select(columns, told))
        await connection.execute(self.table.delete().where(kept))

    def holding(
        self, connection: AsyncConnection, words: Iterable[str], *, organisation_id: str
    ) -> CTE | None:
        """The keys of texts that hold every pair of the words; None where the words have no pair."""
        pairs = pairs_of(" ".join(words), organisation_id=organisation_id)
        if not pairs:
            return None
        query = select(self.key)
        if connection.dialect.name == "postgresql":
            query = query.where(self.table.c.pairs.op("@>")(sorted(pairs)))
        else:
            matches = literal_column(self.words).op("MATCH")(as_words(pairs))
            rows = select(self._virtual().c.rowid).where(matches)
            query = query.where(self.table.c.id.in_(rows))
        return query.cte("found").prefix_with("MATERIALIZED")

    def _virtual(self) -> TableClause:
        own = column(self.words, Text)
        return table(self.words, column("rowid", Integer), column("pairs", Text), own)
