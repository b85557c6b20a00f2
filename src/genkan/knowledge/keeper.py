"""The index that this process searches: opened when first needed, and again when a newer one is in force."""

from pathlib import Path
from threading import Lock

from genkan.knowledge.errors import IndexUnavailable
from genkan.knowledge.index import OpenedIndex, current_name, open_current
from genkan.knowledge.register import Register
from genkan.knowledge.synonyms import Entry, Synonyms, load_entries
from genkan.knowledge.tokenise import Segmenter


class Opened:
    """An open index with the names of what its readers may read."""

    _MOST_REGISTERS = 32

    def __init__(self, name: str, index: OpenedIndex) -> None:
        self.name = name
        self.index = index
        self._registers: dict[frozenset[str], Register] = {}

    def register_for(self, collections: frozenset[str]) -> Register:
        """The names of the documents in these collections; made once for each set of collections."""
        register = self._registers.get(collections)
        if register is None:
            documents = self.index.documents.values()
            register = Register(one for one in documents if one.collection_id in collections)
            if len(self._registers) >= self._MOST_REGISTERS:
                self._registers.clear()
            self._registers[collections] = register
        return register


class IndexKeeper:
    """Gives the index in force to any number of threads. Its methods read files: call them off the event loop."""

    def __init__(self, folder: Path, *, entries: tuple[Entry, ...] | None, segmenter: Segmenter) -> None:
        self.folder = folder
        self.segmenter = segmenter
        self._entries = entries
        self._turn = Lock()
        self._opened: Opened | None = None
        self._refused = ""
        self._synonyms: Synonyms | None = None

    def opened(self) -> Opened:
        """The newest index that can be opened. Raises ``IndexUnavailable`` where there has never been one."""
        with self._turn:
            name = current_name(self.folder)
            if self._opened is None or name not in (self._opened.name, self._refused):
                self._open(name)
            if self._opened is None:
                raise IndexUnavailable
            return self._opened

    def check(self) -> Opened | None:
        """Open the index in force anew, reading every file of it; ``None`` where it is missing or damaged."""
        with self._turn:
            self._refused = ""
            return self._open(current_name(self.folder))

    def revisions(self) -> dict[str, int] | None:
        """From which revisions of the collections the index was built; ``None`` where there is none."""
        try:
            return self.opened().index.manifest.revisions
        except IndexUnavailable:
            return None

    def close(self) -> None:
        """Let go of the open index."""
        with self._turn:
            self._opened = None

    def synonyms(self) -> Synonyms:
        """The everyday words, read at the first question."""
        with self._turn:
            if self._synonyms is None:
                entries = load_entries() if self._entries is None else self._entries
                self._synonyms = Synonyms(entries, segmenter=self.segmenter)
            return self._synonyms

    def _open(self, name: str) -> Opened | None:
        """A damaged index is refused once and not read again and again; the one before it stays in use."""
        found = open_current(self.folder) if name and name != self._refused else None
        if found is None:
            self._refused = name
            return None
        opened_name, index = found
        self._opened = Opened(opened_name, index)
        return self._opened
