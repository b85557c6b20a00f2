"""What stands on the shelves: collections, documents and their articles as they are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from genkan.kit import Clock, new_id, storable
from genkan.knowledge.collection.readers import Readers
from genkan.knowledge.dating.versions import Standing, Version, nearest_version, version_on
from genkan.knowledge.errors import BlankTitle
from genkan.knowledge.parse import ArticleKind, DocumentKind, Paragraph, paragraph_lines

LONGEST_TITLE = 100


class DocumentState(StrEnum):
    """Whether a document is shown and searched."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Collection:
    """Regulations that belong together. ``information_class`` is 1 to 3; ``revision`` counts its changes.

    What is withdrawn is erased ``retention_days`` later, or kept where it is ``None``.
    """

    id: str
    organisation_id: str
    title: str
    information_class: int
    readers: Readers
    created_at: datetime
    revision: int = 0
    retention_days: int | None = None


def new_collection(
    clock: Clock, *, organisation_id: str, title: str, information_class: int, readers: Readers
) -> Collection:
    """A collection that there was not before; its title is clean."""
    return Collection(
        id=new_id(clock),
        organisation_id=organisation_id,
        title=title,
        information_class=information_class,
        readers=readers,
        created_at=clock(),
    )


def usual_collections(readable: Sequence[Collection], *, organisation_id: str) -> tuple[Collection, ...]:
    """What is searched where nobody chose: the organisation's own collections; where it has none, all it may read."""
    own = tuple(each for each in readable if each.organisation_id == organisation_id)
    return own or tuple(readable)


def clean_title(title: str) -> str:
    """A collection's title with single spaces, 100 characters at most. Raises ``BlankTitle``."""
    cleaned = " ".join(storable(title).split())[:LONGEST_TITLE]
    if not cleaned:
        raise BlankTitle
    return cleaned


@dataclass(frozen=True)
class Document:
    """A law, regulation or other document with all its versions, oldest first; there is at least one.

    ``name`` is that of its source, by which a newer source finds it; ``law_id`` is e-Gov's or empty; ``revision`` is
    the collection's revision at its last change.
    """

    id: str
    collection_id: str
    name: str
    kind: DocumentKind
    law_id: str
    title: str
    number: str
    issuer: str
    abbreviations: tuple[str, ...]
    state: DocumentState
    revision: int
    loaded_at: datetime
    versions: tuple[Version, ...]
    withdrawn_at: datetime | None = None

    @property
    def newest(self) -> Version:
        """The version that begins last, whether it is in force or not."""
        return self.versions[-1]

    def on(self, day: date) -> Version | None:
        """The version in force on a day."""
        return version_on(self.versions, day)

    def nearest(self, day: date) -> Version:
        """The version in force on a day, or the one that comes nearest to it."""
        return nearest_version(self.versions, day)

    def standing(self, day: date) -> Standing:
        """How the document as a whole stands to a day."""
        return self.nearest(day).standing(day)


@dataclass(frozen=True)
class StoredArticle:
    """An article of a document; versions that have it word for word share it.

    ``is_recognised``: its words, or some of them, were read from a picture.
    """

    id: str
    document_id: str
    anchor: str
    kind: ArticleKind
    label: str
    caption: str
    headings: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    is_recognised: bool = False

    @property
    def text(self) -> str:
        """All paragraphs and items, one a line, with their printed numbers."""
        return "\n".join(line for paragraph in self.paragraphs for line in paragraph_lines(paragraph))


@dataclass(frozen=True)
class ArticleEntry:
    """An article in a table of contents, without its text."""

    anchor: str
    kind: ArticleKind
    label: str
    caption: str
    headings: tuple[str, ...]
    is_recognised: bool = False
