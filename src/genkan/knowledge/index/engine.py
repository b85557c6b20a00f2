"""What an engine gives: an index opened for searching, and a place in which one builder at a time builds.

Two engines keep this contract, files of Tantivy in a folder and an OpenSearch cluster; the same tests hold them to it.
"""

from collections.abc import Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import date
from typing import Protocol

from genkan.knowledge.index.extras import Extras
from genkan.knowledge.index.graph import Graph
from genkan.knowledge.index.ordinals import ScoredPassage
from genkan.knowledge.index.preparing import PreparedDocument
from genkan.knowledge.index.records import ArticleRecord, IndexedDocument, Manifest
from genkan.knowledge.index.wanted import Wanted, WantedByMeaning, Weighted


class VectorRows(Protocol):
    """The vectors of a model for the articles of documents."""

    @property
    def identity(self) -> str:
        """Which build of which model gave them, and how it was asked."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        ...

    def has(self, document: IndexedDocument) -> bool:
        """Whether there are vectors of the articles of a document as they stand in the index."""
        ...

    def content(self, document: IndexedDocument) -> str:
        """What tells the vectors of a document from those it had before, where there are some."""
        ...

    def dated(self, document_id: str) -> Iterable[tuple[list[float], int, int]]:
        """The vector of each article in their order, in force from the first day number to before the second."""
        ...


class OpenedIndex(Protocol):
    """One build of the index. Its methods block: call them off the event loop.

    Where a day is given, there is nothing but what is in force on it. Raises ``IndexUnavailable`` where an engine that is
    elsewhere does not answer.
    """

    @property
    def manifest(self) -> Manifest:
        """What the build holds."""
        ...

    @property
    def documents(self) -> Mapping[str, IndexedDocument]:
        """Its documents by id."""
        ...

    @property
    def graph(self) -> Graph:
        """Which article cites which."""
        ...

    def best_passages(self, wanted: Wanted, *, limit: int, on: date | None = None) -> list[ScoredPassage]:
        """The best passage of each article among the ``limit`` best passages, best first."""
        ...

    def holders(self, terms: Iterable[Weighted]) -> list[int]:
        """How many passages hold each of the terms."""
        ...

    def document_of(self, ordinal: int) -> IndexedDocument:
        """The document of the article with this ordinal."""
        ...

    def articles(self, ordinals: Iterable[int]) -> list[ArticleRecord]:
        """The articles with these ordinals, in this order, without those that were taken out meanwhile."""
        ...

    def article(self, *, document_id: str, anchor: str, on: date | None = None) -> ArticleRecord | None:
        """One article by its place; without a day, its newest text."""
        ...

    def placed(
        self, document_ids: Iterable[str], *, anchor: str, limit: int, on: date | None = None
    ) -> list[ArticleRecord]:
        """The article at one place of each of the documents, of the first ``limit`` that have it on the day."""
        ...

    def texts(self, *, document_id: str, number: str) -> list[ArticleRecord]:
        """Every text that an article ever had, by its number as text cites it.

        ``s1-3`` (附則第3条) is meant for article 3 of any of the supplementary provisions, of which a law has many.
        """
        ...

    def contents(self, document_id: str, *, limit: int, on: date | None = None) -> list[ArticleRecord]:
        """The first articles of a document in their order."""
        ...

    def extra(self, name: str) -> bytes:
        """A file derived from all documents; empty where the build has none of this name."""
        ...

    def nearest(self, wanted: WantedByMeaning, *, limit: int) -> list[int] | None:
        """The ordinals of the articles of the nearest meaning; ``None`` where the engine keeps no vectors of this identity."""
        ...


class Build(Protocol):
    """A build that takes in documents one by one. Its methods block."""

    def memo(self, document: IndexedDocument | None) -> bytes:
        """What the build before kept to prepare a document faster; empty where it kept nothing."""
        ...

    def remove(self, document_id: str) -> None:
        """Take a document out with all its articles."""
        ...

    def add(self, prepared: PreparedDocument) -> None:
        """Put a document in, in place of what it was before."""
        ...

    def finish(self, *, revisions: Mapping[str, int], extras: Extras) -> None:
        """Write everything, with a manifest that says what was built from which revisions."""
        ...

    def put_in_force(self) -> None:
        """Let searches see this build in the place of the one before, in one step."""
        ...


class Workshop(Protocol):
    """Where the one builder builds. Its methods block."""

    def begin(self, before: Manifest | None, *, is_large: bool) -> Build:
        """A build that goes on from the one in force, whose manifest is ``before``, or one from scratch.

        ``is_large`` says that many documents are coming.
        """
        ...

    def take_over(self) -> None:
        """Put in force here what another machine has published, if it has."""
        ...

    def publish(self, revisions: Mapping[str, int]) -> None:
        """Let other machines have the build in force, made from these revisions, unless they do."""
        ...


class Engine(Protocol):
    """Where the index is."""

    @property
    def is_shared(self) -> bool:
        """Whether other machines publish what this one has to fetch."""
        ...

    @property
    def cuts_words(self) -> bool:
        """Whether it cuts the words of passages itself, and only pairs of characters are to be cut for it."""
        ...

    def current_name(self) -> str:
        """The name of the build in force; empty where there is none."""
        ...

    def open_current(self) -> tuple[str, OpenedIndex] | None:
        """The build in force and its name; ``None`` where there is none, or where it is damaged or of another form."""
        ...

    def alone(self, *, patience: float) -> AbstractAsyncContextManager[Workshop]:
        """Be the only builder. Raises ``IndexBusy`` after ``patience`` seconds."""
        ...

    async def fetch(self) -> bool:
        """Take over what another machine has published, and say whether there was something new."""
        ...

    def keep_vectors(self, index: OpenedIndex, vectors: VectorRows) -> None:
        """Keep the vectors of what an index of this engine holds where the engine can compare them."""
        ...

    def forget_vectors(self) -> None:
        """Keep no vectors."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...
