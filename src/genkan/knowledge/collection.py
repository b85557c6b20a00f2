"""What stands on the shelves: collections, documents and their articles as they are kept."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from genkan.kit import storable
from genkan.knowledge.errors import BlankTitle
from genkan.knowledge.parse import Paragraph

LONGEST_TITLE = 100


class Readers(StrEnum):
    """Who may read a collection."""

    ORGANISATION = "organisation"
    EVERYONE = "everyone"

    @property
    def label(self) -> str:
        """The Japanese words for them."""
        return _READERS[self]


_READERS = {Readers.ORGANISATION: "この組織の職員", Readers.EVERYONE: "全ての組織の職員"}


class DocumentState(StrEnum):
    """Whether a document is shown and searched."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Collection:
    """Regulations that belong together. ``information_class`` is 1 to 3; ``revision`` counts its changes."""

    id: str
    organisation_id: str
    title: str
    information_class: int
    readers: Readers
    created_at: datetime
    revision: int = 0

    def is_readable_by(self, organisation_id: str) -> bool:
        """Whether the people of an organisation may read it."""
        return self.readers is Readers.EVERYONE or self.organisation_id == organisation_id


def clean_title(title: str) -> str:
    """A collection's title with single spaces, 100 characters at most. Raises ``BlankTitle``."""
    cleaned = " ".join(storable(title).split())[:LONGEST_TITLE]
    if not cleaned:
        raise BlankTitle
    return cleaned


@dataclass(frozen=True)
class Document:
    """One regulation or other document; ``name`` is its file name, by which a newer file replaces it.

    ``digest`` is that of the file; ``revision`` is the collection's revision at its last change.
    """

    id: str
    collection_id: str
    name: str
    title: str
    number: str
    issuer: str
    effective: date | None
    abbreviations: tuple[str, ...]
    articles: int
    digest: str
    state: DocumentState
    revision: int
    loaded_at: datetime


@dataclass(frozen=True)
class StoredArticle:
    """An article of a document; ``position`` counts from 0 in the order of the text."""

    document_id: str
    anchor: str
    label: str
    caption: str
    headings: tuple[str, ...]
    position: int
    text: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class ArticleEntry:
    """An article in a table of contents, without its text."""

    anchor: str
    label: str
    caption: str
    headings: tuple[str, ...]
    position: int
