"""The vectors that this process searches: opened when first needed, and again when newer ones are in force."""

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from genkan.knowledge.index import IndexedDocument
from genkan.knowledge.indexing.keeper import Opened
from genkan.knowledge.vectors.files import Manifest, read_manifest, state_of

if TYPE_CHECKING:
    from genkan.knowledge.vectors.opened import OpenVectors, Part

_MOST_SHELVES = 32


class Shelf(NamedTuple):
    """The rows of what may be read, and how many articles that is of how many."""

    parts: "tuple[Part, ...]"
    covered: int
    articles: int


class VectorKeeper:
    """Gives the vectors in force to any number of threads. Its methods read files: call them off the event loop."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._turn = Lock()
        self._state: tuple[int, int] | None = None
        self._opened: OpenVectors | None = None
        self._shelves: dict[tuple[str, frozenset[str]], Shelf] = {}

    def opened(self) -> "OpenVectors | None":
        """The newest vectors; ``None`` where there are none."""
        with self._turn:
            state = state_of(self.folder)
            if state != self._state:
                manifest = read_manifest(self.folder) if state else None
                self._opened = self._open(manifest) if manifest else None
                self._shelves.clear()
                self._state = state
            return self._opened

    def _open(self, manifest: Manifest) -> "OpenVectors":
        from genkan.knowledge.vectors.opened import open_vectors  # loads numpy

        return open_vectors(self.folder, manifest)

    def shelf(
        self,
        vectors: "OpenVectors",
        opened: Opened,
        *,
        collections: frozenset[str],
        documents: frozenset[str] | None,
    ) -> Shelf:
        """What of the index is in these collections and, if given, among these documents; remembered without the latter."""
        if documents is not None:
            return _shelf(vectors, [one for one in _readable(opened, collections) if one.id in documents])
        key = (opened.name, collections)
        with self._turn:
            known = self._shelves.get(key) if vectors is self._opened else None
        if known is not None:
            return known
        made = _shelf(vectors, _readable(opened, collections))
        with self._turn:
            if len(self._shelves) >= _MOST_SHELVES:
                self._shelves.clear()
            if vectors is self._opened:
                self._shelves[key] = made
        return made


def _readable(opened: Opened, collections: frozenset[str]) -> list[IndexedDocument]:
    return [each for each in opened.index.documents.values() if each.collection_id in collections]


def _shelf(vectors: "OpenVectors", documents: list[IndexedDocument]) -> Shelf:
    covered = sum(map(vectors.covered, documents))
    return Shelf(vectors.parts(documents), covered, sum(document.articles for document in documents))
