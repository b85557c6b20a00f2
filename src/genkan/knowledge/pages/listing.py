"""The list of regulations as it was asked for: words, a collection, a kind, a day, and which page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import storable
from genkan.knowledge import store
from genkan.knowledge.collection.collection import Collection
from genkan.knowledge.search.narrowing import LawKind, Narrowing, kind_of_law
from genkan.knowledge.store import ListedLine

LINES = 50
_LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True)
class ListQuery:
    """The fields of the address, as they came."""

    q: str = ""
    collection: str = ""
    kind: str = ""
    on: str = ""
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1

    @property
    def words(self) -> str:
        """The words to look for."""
        return storable(self.q).strip()[:_LONGEST_WORDS]

    @property
    def kinds(self) -> frozenset[LawKind]:
        """The kind asked for, if it is one."""
        return frozenset(kind for kind in LawKind if kind.value == self.kind)

    @property
    def address(self) -> str:
        """The address of the same list, to which the number of a page is added."""
        fields = {"q": self.words, "collection": self.collection, "kind": self.kind, "on": self.on}
        return f"/regulations?{urlencode({name: value for name, value in fields.items() if value})}&page="


AskedList = Annotated[ListQuery, Depends()]


@dataclass(frozen=True, slots=True)
class Line:
    """A document of the list with the names of its kind and collection."""

    line: ListedLine
    collection: Collection
    kind: str


@dataclass(frozen=True, slots=True)
class RegulationList:
    """One page of the list. ``counts`` are collections with the number of their documents on the day."""

    lines: tuple[Line, ...]
    total: int
    page: int
    counts: tuple[tuple[Collection, int], ...]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // LINES)


async def read_list(
    connection: AsyncConnection, asked: ListQuery, *, readable: Sequence[Collection], on: date
) -> RegulationList:
    """The page asked for; a collection that may not be read is none, and then all are listed."""
    chosen = [each for each in readable if each.id == asked.collection] or readable
    narrowing = Narrowing(kinds=asked.kinds)
    found = await store.list_page(
        connection,
        collections=chosen,
        on=on,
        words=asked.words,
        allows=None if narrowing.is_empty else narrowing.allows,
        offset=(asked.page - 1) * LINES,
        limit=LINES,
    )
    counts = await store.count_documents(connection, collections=readable, on=on)
    by_id = {collection.id: collection for collection in readable}
    return RegulationList(
        tuple(Line(line, by_id[line.collection_id], kind_of_law(line).label) for line in found.lines),
        found.total,
        asked.page,
        tuple((collection, counts.get(collection.id, 0)) for collection in readable),
    )
