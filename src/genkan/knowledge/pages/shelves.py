"""Collections with their documents, as lists show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from genkan.catalogue import InformationClass
from genkan.knowledge.collection import Collection, Document, Readers
from genkan.knowledge.pages.era import in_era


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document; ``effective`` is the day in the Japanese calendar, or empty."""

    document: Document

    @property
    def effective(self) -> str:
        """「令和7年4月1日」"""
        return in_era(self.document.effective) if self.document.effective else ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A collection and what stands in it."""

    collection: Collection
    documents: tuple[ListedDocument, ...]

    @property
    def is_for_everyone(self) -> bool:
        """Whether people of other organisations read it too."""
        return self.collection.readers is Readers.EVERYONE

    @property
    def information_class(self) -> InformationClass:
        """The class of what stands in it."""
        return InformationClass(self.collection.information_class)


def shelve(collections: Sequence[Collection], documents: Sequence[Document]) -> tuple[Shelf, ...]:
    """The collections in their order, each with its documents."""
    return tuple(
        Shelf(
            collection,
            tuple(ListedDocument(each) for each in documents if each.collection_id == collection.id),
        )
        for collection in collections
    )
