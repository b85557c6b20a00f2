"""A search as it was asked for: the words, what is searched, the day, what is chosen of the findings, how many."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from pydantic import BaseModel

from genkan.kit import storable
from genkan.knowledge.collection.collection import Collection, usual_collections
from genkan.knowledge.errors import CollectionNotFound
from genkan.knowledge.rewriting.terms import plain_terms
from genkan.knowledge.search.narrowing import LawKind, Narrowing
from genkan.knowledge.search.results import Facet, FacetKind

FIRST, STEP, MOST = 10, 20, 300
ALL = "all"
_IN = "in_"
_LONGEST_DAY = 30
_LONGEST_ID = 36
# So many characters of a query still fit into an address.
LONGEST_QUERY = 2_000


@dataclass(frozen=True, slots=True)
class SearchForm:
    """What was asked for; ``chosen`` are readable collections, ``regulation`` is the id of a document or empty.

    ``on`` is the day, ``written_day`` what was typed for it. ``every_version``: also what is not in force on the day. ``narrowing`` says what is searched, ``refinement`` what is
    shown of the findings. ``words`` are those in which the deployment of the id ``model`` put the query.
    """

    query: str
    readable: tuple[Collection, ...]
    chosen: tuple[Collection, ...]
    regulation: str
    shown: int
    by_default: bool
    on: date | None = None
    written_day: str = ""
    every_version: bool = False
    narrowing: Narrowing = field(default_factory=Narrowing)
    refinement: Narrowing = field(default_factory=Narrowing)
    words: tuple[str, ...] = ()
    model: str = ""

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
        plain = replace(self, regulation="", on=None, every_version=False)
        return replace(plain, narrowing=Narrowing(), refinement=Narrowing()).address()

    @property
    def own_address(self) -> str:
        """The address of the same search without the words of a model."""
        return self.reworded((), by="").address()

    @property
    def whole_address(self) -> str:
        """The address of the same search with everything that was found."""
        return replace(self, refinement=Narrowing()).address()

    @property
    def deeper_address(self) -> str:
        """The address of a search in nothing but what was chosen of the findings."""
        chosen = self.refinement
        only = replace(self, refinement=Narrowing())
        narrowing = Narrowing(
            kinds=chosen.kinds or self.narrowing.kinds,
            ministries=chosen.ministries or self.narrowing.ministries,
        )
        collections = tuple(each for each in self.readable if each.id in chosen.collections)
        if collections:
            only = replace(only, chosen=collections, by_default=False)
        document = next(iter(chosen.documents), self.regulation)
        return replace(only, narrowing=narrowing, regulation=document).address()

    def is_chosen(self, facet: Facet) -> bool:
        """Whether the findings are refined by this facet."""
        return facet.value in self._values(facet.kind)

    def is_refined(self, kind: FacetKind) -> bool:
        """Whether the findings are refined by a facet of this kind."""
        return bool(self._values(kind))

    def facet_address(self, facet: Facet) -> str:
        """The address of the same search refined by a facet, in the place of another of its kind."""
        rest = self.refinement.without(facet.kind.value)
        return replace(self, refinement=_with(rest, facet)).address()

    def facets_address(self, kind: FacetKind) -> str:
        """The address of the same search, not refined by facets of a kind."""
        return replace(self, refinement=self.refinement.without(kind.value)).address()

    def reworded(self, words: Sequence[str], *, by: str) -> "SearchForm":
        """The same search with the words of a deployment."""
        return replace(self, words=tuple(words), model=by)

    def day_address(self, day: date) -> str:
        """The address of the same search as of another day."""
        return replace(self, on=day).address()

    def _values(self, kind: FacetKind) -> frozenset[str]:
        chosen = self.refinement
        return {
            FacetKind.COLLECTION: chosen.collections,
            FacetKind.KIND: frozenset[str](chosen.kinds),
            FacetKind.MINISTRY: chosen.ministries,
            FacetKind.DOCUMENT: chosen.documents,
        }[kind]

    @property
    def chosen_ids(self) -> tuple[str, ...]:
        """The ids of the collections to search."""
        return tuple(collection.id for collection in self.chosen)

    def address(self, *, shown: int = FIRST) -> str:
        """The address of the same search, with more hits if wished."""
        fields = [("q", self.query[:LONGEST_QUERY])]
        if not self.by_default:
            fields += [("collection", chosen) for chosen in self.chosen_ids]
        fields += [("regulation", self.regulation)] if self.regulation else []
        fields += [("shown", str(shown))] if shown > FIRST else []
        fields += [("kind", each) for each in self.kinds]
        fields += [("ministry", each) for each in self.ministries]
        fields += [("on", self.on.isoformat())] if self.on else []
        fields += [("versions", ALL)] if self.every_version else []
        fields += [("words", each) for each in self.words]
        fields += [("model", self.model)] if self.words else []
        fields += [(_IN + kind.value, each) for kind in FacetKind for each in sorted(self._values(kind))]
        return f"/search?{urlencode(fields)}"


class SearchQuery(BaseModel):
    """The fields of the address, as they came."""

    q: str = ""
    collection: list[str] = []
    regulation: str = ""
    shown: int = FIRST
    kind: list[str] = []
    ministry: list[str] = []
    versions: str = ""
    words: list[str] = []
    model: str = ""
    on: str = ""
    in_collection: str = ""
    in_kind: str = ""
    in_ministry: str = ""
    in_document: str = ""

    @property
    def refinement(self) -> Narrowing:
        """What is chosen of the findings, at most one of each kind."""
        return Narrowing(
            kinds=_kinds([self.in_kind]),
            ministries=_names([self.in_ministry]),
            collections=_names([self.in_collection]),
            documents=_names([self.in_document]),
        )

    def read(
        self, readable: Sequence[Collection], *, organisation_id: str, on: date | None = None
    ) -> SearchForm:
        """The search; collections one may not read are left out. Raises ``CollectionNotFound`` if none is left."""
        asked = frozenset(self.collection)
        chosen = tuple(each for each in readable if each.id in asked)
        if asked and not chosen:
            raise CollectionNotFound
        return SearchForm(
            query=storable(self.q).strip(),
            readable=tuple(readable),
            chosen=chosen or usual_collections(readable, organisation_id=organisation_id),
            regulation=storable(self.regulation),
            shown=min(max(self.shown, FIRST), MOST),
            by_default=not asked,
            on=on,
            written_day=storable(self.on).strip()[:_LONGEST_DAY],
            every_version=self.versions == ALL,
            narrowing=Narrowing(_kinds(self.kind), _names(self.ministry)),
            refinement=self.refinement,
            words=plain_terms(self.words),
            model=storable(self.model)[:_LONGEST_ID],
        )


class RewritingQuery(SearchQuery):
    """The fields of the form with the deployment that is to put the query in other words."""

    rewrite: str = ""


def _with(refinement: Narrowing, facet: Facet) -> Narrowing:
    """The refinement with a facet more."""
    chosen = frozenset({facet.value})
    match facet.kind:
        case FacetKind.COLLECTION:
            return replace(refinement, collections=chosen)
        case FacetKind.KIND:
            return replace(refinement, kinds=_kinds([facet.value]))
        case FacetKind.MINISTRY:
            return replace(refinement, ministries=chosen)
        case FacetKind.DOCUMENT:
            return replace(refinement, documents=chosen)


def _kinds(asked: Sequence[str]) -> frozenset[LawKind]:
    return frozenset(kind for kind in LawKind if kind.value in asked)


def _names(asked: Sequence[str]) -> frozenset[str]:
    return frozenset(filter(None, (storable(each).strip() for each in asked)))
