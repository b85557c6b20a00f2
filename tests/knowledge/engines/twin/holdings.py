"""One index: its documents as written, and as searches see them since the last refresh."""

from dataclasses import dataclass, field

from tests.knowledge.engines.twin.mapping import Mapping
from tests.knowledge.engines.twin.refusal import refuse


@dataclass
class Stored:
    """A document as it was written; ``number`` is its sequence number."""

    source: dict[str, object]
    number: int


@dataclass
class Seen:
    """What searches see: documents by id, the tokens of their texts, and for each token which documents hold it."""

    documents: dict[str, dict[str, object]] = field(default_factory=dict)
    tokens: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    holders: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def put(self, mapping: Mapping, one: str, source: dict[str, object]) -> None:
        """Let searches see a document."""
        self.drop(one)
        self.documents[one] = source
        for name, value in source.items():
            kept = mapping.fields[name]
            if kept.analyse is not None:
                tokens = self.tokens.setdefault(name, {})[one] = kept.analyse(str(value))
                for token in set(tokens):
                    self.holders.setdefault(name, {}).setdefault(token, set()).add(one)

    def drop(self, one: str) -> None:
        """Let searches see a document no more."""
        if self.documents.pop(one, None) is None:
            return
        for name, tokens in self.tokens.items():
            for token in set(tokens.pop(one, ())):
                self.holders[name][token].discard(one)


class Index:
    """Documents under a mapping."""

    def __init__(self, name: str, mapping: Mapping) -> None:
        self.name, self.mapping = name, mapping
        self.documents: dict[str, Stored] = {}
        self._seen, self._changed, self._next = Seen(), set[str](), 0

    @property
    def seen(self) -> Seen:
        """What a search sees; an index that refreshes itself has done so by then."""
        if self.mapping.refreshes_itself:
            self.refresh()
        return self._seen

    def refresh(self) -> None:
        """Let searches see what was written."""
        for one in self._changed:
            stored = self.documents.get(one)
            if stored is None:
                self._seen.drop(one)
            else:
                self._seen.put(self.mapping, one, stored.source)
        self._changed.clear()

    def write(
        self, one: str, source: dict[str, object], *, create: bool = False, at: int | None = None
    ) -> Stored:
        """Write a document; ``create`` only where there is none, ``at`` only where it has this sequence number."""
        self._expect(one, at)
        if create and one in self.documents:
            raise self._conflict(one, "document already exists")
        self.mapping.check(source)
        stored = self.documents[one] = Stored(source, self._next)
        self._next += 1
        self._changed.add(one)
        return stored

    def delete(self, one: str, *, at: int | None = None) -> bool:
        """Delete a document and say whether there was one."""
        self._expect(one, at)
        self._changed.add(one)
        self._next += 1
        return self.documents.pop(one, None) is not None

    def _expect(self, one: str, at: int | None) -> None:
        stored = self.documents.get(one)
        if at is not None and (stored is None or stored.number != at):
            raise self._conflict(one, f"required seqNo [{at}], current document has another")

    def _conflict(self, one: str, reason: str) -> Exception:
        return refuse("version_conflict_engine_exception", f"[{one}]: version conflict, {reason}", status=409)
