"""A search as it was asked for: the words, the collections, one regulation, kinds, ministries, the day, how many."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query

from genkan.kit import storable
from genkan.knowledge.collection.collection import Collection
from genkan.knowledge.errors import CollectionNotFound
from genkan.knowledge.search.narrowing import LawKind, Narrowing

FIRST, STEP, MOST = 10, 20, 90
ALL = "all"
# So many characters of a query still fit into an address.
LONGEST_QUERY = 2_000


@dataclass(frozen=True, slots=True)
class SearchForm:
    """What was asked for; ``chosen`` are readable collections, ``regulation`` is the id of a document or empty.

    ``every_version``: also what is not in force on the day.
    """

    query: str
    readable: tuple[Collection, ...]
    chosen: tuple[Collection, ...]
    regulation: str
    shown: int
    by_default: bool
    on: date | None = None
    every_version: bool = False
    narrowing: Narrowing = field(default_factory=Narrowing)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything beside the words and the collections restricts the search."""
        return bool(self.on or self.every_version or not self.narrowing.is_empty)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The values of the kinds chosen."""
        return tuple(sorted(self.narrowing.kinds))

    @property
    def ministries(self) -> tuple[str, ...]:
        """The ministries chosen."""
        return tuple(sorted(self.narrowing.ministries))

    @property
    def plain_address(self) -> str:
        """The address of the same search without further conditions."""
        return replace(self, on=None, every_version=False, narrowing=Narrowing()).address()

    @property
    def chosen_ids(self) -> tuple[str, ...]:
        """The ids of the collections to search."""
        return tuple(collection.id for collection in self.chosen)

    def address(self, *, regulation: str = "", shown: int = FIRST, kind: str = "", ministry: str = "") -> str:
        """The address of the same search, in one regulation, one kind or one ministry, or with more hits."""
        fields = [("q", self.query[:LONGEST_QUERY])]
        if not self.by_default:
            fields += [("collection", chosen) for chosen in self.chosen_ids]
        fields += [("regulation", regulation)] if regulation else []
        fields += [("shown", str(shown))] if shown > FIRST else []
        fields += [("kind", each) for each in ([kind] if kind else self.kinds)]
        fields += [("ministry", each) for each in ([ministry] if ministry else self.ministries)]
        fields += [("on", self.on.isoformat())] if self.on else []
        fields += [("versions", ALL)] if self.every_version else []
        return f"/search?{urlencode(fields)}"


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """The fields of the address, as they came."""

    q: str = ""
    collection: Annotated[list[str] | None, Query()] = None
    regulation: str = ""
    shown: int = FIRST
    kind: Annotated[list[str] | None, Query()] = None
    ministry: Annotated[list[str] | None, Query()] = None
    versions: str = ""

    def read(
        self, readable: Sequence[Collection], *, organisation_id: str, on: date | None = None
    ) -> SearchForm:
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
            on=on,
            every_version=self.versions == ALL,
            narrowing=Narrowing(_kinds(self.kind or ()), _ministries(self.ministry or ())),
        )


def _kinds(asked: Sequence[str]) -> frozenset[LawKind]:
    return frozenset(kind for kind in LawKind if kind.value in asked)


def _ministries(asked: Sequence[str]) -> frozenset[str]:
    return frozenset(filter(None, (storable(each).strip() for each in asked)))


def _usual(readable: Sequence[Collection], organisation_id: str) -> tuple[Collection, ...]:
    """The organisation's own collections; where it has none, all that it may read."""
    own = tuple(each for each in readable if each.organisation_id == organisation_id)
    return own or tuple(readable)
