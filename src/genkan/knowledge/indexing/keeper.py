"""The index that this process searches: opened when first needed, and again when a newer one is in force."""

from threading import Lock

from genkan.knowledge.errors import IndexUnavailable
from genkan.knowledge.index import Engine, OpenedIndex
from genkan.knowledge.indexing.mined import mined_names
from genkan.knowledge.names.register import Register
from genkan.knowledge.question.synonyms import Entry, Synonyms, load_entries
from genkan.knowledge.text.tokenise import Segmenter


class Opened:
    """An open index with the names of what its readers may read."""

    _MOST_REGISTERS = 32

    def __init__(self, name: str, index: OpenedIndex) -> None:
        self.name = name
        self.index = index
        self._registers: dict[frozenset[str], Register] = {}

    def warm(self, before: "Opened") -> None:
        """Make what the index before had made for its readers, so that none of them waits for it."""
        for collections in list(before._registers):
            self.register_for(collections)

    def register_for(self, collections: frozenset[str]) -> Register:
        """The names of the documents in these collections, and those that they give one another.

        Made once for each set of collections.
        """
        register = self._registers.get(collections)
        if register is None:
            held = self.index.documents.values()
            documents = [document for document in held if document.collection_id in collections]
            mined = mined_names(documents, definitions=self.index.graph.definitions)
            register = Register(documents, mined=mined)
            if len(self._registers) >= self._MOST_REGISTERS:
                self._registers.clear()
            self._registers[collections] = register
        return register


class IndexKeeper:
    """Gives the index in force to any number of threads. Its methods block: call them off the event loop."""

    def __init__(self, engine: Engine, *, entries: tuple[Entry, ...] | None, segmenter: Segmenter) -> None:
        self.engine = engine
        self.segmenter = segmenter
        self._entries = entries
        self._turn = Lock()
        self._opened: Opened | None = None
        self._refused = ""
        self._synonyms: Synonyms | None = None

    def opened(self) -> Opened:
        """The newest index that can be opened. Raises ``IndexUnavailable`` where there has never been one."""
        held, name = self._opened, self.engine.current_name()
        if held is not None and name in (held.name, self._refused):
            return held
        # While one thread opens a newer index, which takes a moment, the others go on with the one before.
        if not self._turn.acquire(blocking=held is None):
            return held or self.opened()
        try:
            if self._opened is None or name not in (self._opened.name, self._refused):
                self._open(name)
            if self._opened is None:
                raise IndexUnavailable
            return self._opened
        finally:
            self._turn.release()

    def check(self) -> Opened | None:
        """Open the index in force anew, reading every file that changed; ``None`` where it is missing or damaged."""
        with self._turn:
            self._refused = ""
            return self._open(self.engine.current_name())

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
            self.engine.close()

    def synonyms(self) -> Synonyms:
        """The everyday words, read at the first question."""
        with self._turn:
            if self._synonyms is None:
                entries = load_entries() if self._entries is None else self._entries
                self._synonyms = Synonyms(entries, segmenter=self.segmenter)
            return self._synonyms

    def _open(self, name: str) -> Opened | None:
        """A damaged index is refused once and not read again and again; the one before it stays in use."""
        may_open = name and name != self._refused
        found = self.engine.open_current() if may_open else None
        if found is None:
            self._refused = name
            return None
        opened_name, index = found
        opened = Opened(opened_name, index)
        if self._opened is not None:
            opened.warm(self._opened)
        self._opened = opened
        return opened
