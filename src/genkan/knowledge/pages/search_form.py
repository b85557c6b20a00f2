"""A search as it was asked for: the words, the collections, one regulation, how many."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query

from genkan.kit import storable
from genkan.knowledge.collection import Collection
from genkan.knowledge.errors import CollectionNotFound

FIRST, STEP, MOST = 10, 20, 90
# So many characters of a query still fit into an address.
LONGEST_QUERY = 2_000


@dataclass(frozen=True, slots=True)
class SearchForm:
    """What was asked for; ``chosen`` are readable collections, ``regulation`` is the id of a document or empty."""

    query: str
    readable: tuple[Collection, ...]
    chosen: tuple[Collection, ...]
    regulation: str
    shown: int
    by_default: bool

    @property
    def chosen_ids(self) -> tuple[str, ...]:
        """The ids of the collections to search."""
        return tuple(collection.id for collection in self.chosen)

    def address(self, *, regulation: str = "", shown: int = FIRST) -> str:
        """The address of the same search, in one regulation or with more hits."""
        fields = [("q", self.query[:LONGEST_QUERY])]
        if not self.by_default:
            fields += [("collection", chosen) for chosen in self.chosen_ids]
        fields += [("regulation", regulation)] if regulation else []
        fields += [("shown", str(shown))] if shown > FIRST else []
        return f"/search?{urlencode(fields)}"


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """The fields of the address, as they came."""

    q: str = ""
    collection: Annotated[list[str] | None, Query()] = None
    regulation: str = ""
    shown: int = FIRST

    def read(self, readable: Sequence[Collection], *, organisation_id: str) -> SearchForm:
        """The search; collections one may not read are left out. Raises ``CollectionNotFound`` if none is left."""
        asked = frozenset(self.collection or ())
        chosen = tuple(each for each in readable if each.id in asked)
        if asked and not chosen:
            raise CollectionNotFound
        return SearchForm(
            query=storable(self.q).strip(),
            readable=tuple(readable),
            chosen=chosen or _usual(readable, organisation_id),
            regulation=storable(self.regulation),
            shown=min(max(self.shown, FIRST), MOST),
            by_default=not asked,
        )


def _usual(readable: Sequence[Collection], organisation_id: str) -> tuple[Collection, ...]:
    """The organisation's own collections; where it has none, all that it may read."""
    own = tuple(each for each in readable if each.organisation_id == organisation_id)
    return own or tuple(readable)
