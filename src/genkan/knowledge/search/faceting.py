"""What was found, counted by collection, kind of law, ministry and document."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from genkan.knowledge.collection.collection import Collection
from genkan.knowledge.index import IndexedDocument
from genkan.knowledge.search.narrowing import LawKind, Narrowing, kind_of_law, ministries_of
from genkan.knowledge.search.results import Facet, FacetKind

_ORDER = {kind.value: place for place, kind in enumerate(LawKind)}


def facets_of(
    documents: Sequence[IndexedDocument], *, refinement: Narrowing, collections: Mapping[str, Collection]
) -> tuple[Facet, ...]:
    """The facets of articles found, given the document of each.

    Each kind is counted among what the others of the refinement allow, so that a count is what is left when this
    facet is chosen in the place of the one of its kind.
    """
    titles = {document.id: document.title for document in documents}
    names = {collection.id: collection.title for collection in collections.values()}
    labels = {**titles, **names, **{kind.value: kind.label for kind in LawKind}}
    return tuple(
        Facet(kind, value, labels.get(value, value), count)
        for kind in FacetKind
        for value, count in _counted(kind, documents, refinement)
    )


def _counted(
    kind: FacetKind, documents: Sequence[IndexedDocument], refinement: Narrowing
) -> list[tuple[str, int]]:
    """The largest first; kinds of law in their own order."""
    allowed = refinement.without(kind.value)
    counts = Counter(value for each in documents if allowed.allows(each) for value in _VALUES[kind](each))
    if kind is FacetKind.KIND:
        return sorted(counts.items(), key=lambda entry: _ORDER[entry[0]])
    return counts.most_common()


def _collection(document: IndexedDocument) -> Iterator[str]:
    yield document.collection_id


def _kind(document: IndexedDocument) -> Iterator[str]:
    yield kind_of_law(document).value


def _ministries(document: IndexedDocument) -> Iterator[str]:
    yield from dict.fromkeys(ministries_of(document))


def _document(document: IndexedDocument) -> Iterator[str]:
    yield document.id


_VALUES: Mapping[FacetKind, Callable[[IndexedDocument], Iterator[str]]] = {
    FacetKind.COLLECTION: _collection,
    FacetKind.KIND: _kind,
    FacetKind.MINISTRY: _ministries,
    FacetKind.DOCUMENT: _document,
}
