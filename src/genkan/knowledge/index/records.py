"""What the index says about documents and articles without asking the database."""

from datetime import date
from itertools import islice

import msgspec

from genkan.knowledge.collection.collection import Document
from genkan.knowledge.dating.versions import Standing, is_within, standing_of
from genkan.knowledge.index.passages import pack
from genkan.knowledge.parse import ArticleKind, DocumentKind


class IndexedVersion(msgspec.Struct, frozen=True, gc=False):
    """A version of a document as the index knows it."""

    id: str
    valid_from: date | None
    valid_until: date | None
    repealed: bool


class IndexedDocument(msgspec.Struct, frozen=True, gc=False):
    """A document as the index knows it; ``revision`` is the collection's revision from which it was built.

    ``articles`` and ``passages`` count its entries; ``first`` is the ordinal of its first article, and the others
    follow it.
    """

    id: str
    collection_id: str
    title: str
    number: str
    issuer: str
    abbreviations: tuple[str, ...]
    kind: DocumentKind
    law_id: str
    revision: int
    versions: tuple[IndexedVersion, ...]
    articles: int = 0
    passages: int = 0
    first: int = 0

    @property
    def is_repealed(self) -> bool:
        """Whether its last version ended by repeal."""
        return self.versions[-1].repealed

    def version_on(self, day: date) -> IndexedVersion | None:
        """The version in force on a day."""
        held = (each for each in self.versions if is_within(day, each.valid_from, each.valid_until))
        return next(held, None)


class ArticleRecord(msgspec.Struct, frozen=True, gc=False):
    """An article as the index shows it, in force from ``valid_from`` to the day before ``valid_until``.

    ``paragraphs`` are the lines of each paragraph. An article that changed has a record for each of its texts.
    ``is_recognised``: its words were read from a picture.
    """

    ordinal: int
    document_id: str
    anchor: str
    kind: ArticleKind
    label: str
    caption: str
    headings: tuple[str, ...]
    paragraphs: tuple[tuple[str, ...], ...]
    valid_from: date | None
    valid_until: date | None
    is_recognised: bool = False

    @property
    def text(self) -> str:
        """The whole of it, one line for each paragraph and item."""
        return "\n".join(line for paragraph in self.paragraphs for line in paragraph)

    @property
    def passages(self) -> tuple[str, ...]:
        """The passages under which it is found, in their order."""
        return tuple(pack(self.paragraphs))

    def passage(self, place: int) -> str:
        """One of the passages; empty where it has none."""
        return next(islice(pack(self.paragraphs), place, None), "")

    def holds(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return is_within(day, self.valid_from, self.valid_until)

    def standing(self, day: date, *, document: IndexedDocument) -> Standing:
        """How it stands to a day."""
        ends = document.is_repealed and self.valid_until == document.versions[-1].valid_until
        return standing_of(day, self.valid_from, self.valid_until, repealed=ends)


class Manifest(msgspec.Struct, frozen=True):
    """What one build holds.

    ``next_ordinal`` is that of the next article to be added; ``dead`` are entries that were deleted and still take
    room. ``extras`` are the names of the derived files. ``files`` maps each file to its length in bytes and its CRC-32.
    """

    format: int
    revisions: dict[str, int]
    documents: tuple[IndexedDocument, ...]
    next_ordinal: int
    articles: int
    passages: int
    dead: int
    extras: tuple[str, ...]
    files: dict[str, tuple[int, int]]


def index_document(document: Document) -> IndexedDocument:
    """The part of a document that the index keeps."""
    return IndexedDocument(
        id=document.id,
        collection_id=document.collection_id,
        title=document.title,
        number=document.number,
        issuer=document.issuer,
        abbreviations=document.abbreviations,
        kind=document.kind,
        law_id=document.law_id,
        revision=document.revision,
        versions=tuple(
            IndexedVersion(each.id, each.valid_from, each.valid_until, each.repealed)
            for each in document.versions
        ),
    )
