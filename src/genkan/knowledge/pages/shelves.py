"""Collections with their documents, as lists show them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from genkan.knowledge.collection.collection import Collection, Document
from genkan.knowledge.dating.versions import Version
from genkan.knowledge.search.results import IndexState


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A version of a document and whether searches see it."""

    document: Document
    version: Version
    index: IndexState = IndexState.CURRENT


@dataclass(frozen=True, slots=True)
class Shelf:
    """A collection and what stands in it."""

    collection: Collection
    documents: tuple[ListedDocument, ...]


def shelve(
    collections: Sequence[Collection],
    documents: Sequence[Document],
    *,
    day: date,
    state_of: Callable[[Document], IndexState] = lambda _document: IndexState.CURRENT,
) -> tuple[Shelf, ...]:
    """The collections in their order, each with its documents as they are on a day or come nearest to it.

    ``state_of`` says how searches see a document.
    """
    listed = [ListedDocument(document, document.nearest(day), state_of(document)) for document in documents]
    return tuple(
        Shelf(collection, tuple(each for each in listed if each.document.collection_id == collection.id))
        for collection in collections
    )


def state_in(built: Mapping[str, int] | None, document: Document) -> IndexState:
    """How an index of these revisions of the collections has a document: one changed since is being renewed."""
    if built is None:
        return IndexState.MISSING
    is_in = document.revision <= built.get(document.collection_id, 0)
    return IndexState.CURRENT if is_in else IndexState.OLDER
