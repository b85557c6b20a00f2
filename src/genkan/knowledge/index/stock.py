"""What an index holds while it is built: its documents, their ordinals, what they contribute, and what is out of use."""

from collections.abc import Mapping

import msgspec

from genkan.knowledge.index.extras import Extras
from genkan.knowledge.index.preparing import PreparedDocument
from genkan.knowledge.index.records import IndexedDocument, Manifest
from genkan.knowledge.index.schema import FORMAT


class Stock:
    """Keeps the books of one build, whatever engine it is for. ``before`` is the manifest of the one it goes on from."""

    def __init__(self, before: Manifest | None) -> None:
        self._documents = {document.id: document for document in before.documents} if before else {}
        self.next_ordinal = before.next_ordinal if before else 0
        self._articles = before.articles if before else 0
        self._passages = before.passages if before else 0
        self._dead = before.dead if before else 0
        self._contributions: dict[str, dict[str, bytes]] = {}

    @property
    def documents(self) -> tuple[IndexedDocument, ...]:
        """The documents in the order in which they were put in."""
        return tuple(self._documents.values())

    def take_out(self, document_id: str) -> IndexedDocument | None:
        """Take a document out, and give what it was; ``None`` where it was not in."""
        held = self._documents.pop(document_id, None)
        if held is not None:
            self._articles -= held.articles
            self._passages -= held.passages
            self._dead += held.articles + held.passages
        return held

    def put_in(self, prepared: PreparedDocument) -> IndexedDocument:
        """Put a document in that is not in, and give it with its counts and the ordinal of its first article."""
        document = msgspec.structs.replace(
            prepared.document,
            articles=len(prepared.articles),
            passages=sum(len(article.passages) for article in prepared.articles),
            first=self.next_ordinal,
        )
        self.next_ordinal += document.articles
        self._documents[document.id] = document
        self._articles += document.articles
        self._passages += document.passages
        for name, contribution in prepared.extras.items():
            self._contributions.setdefault(name, {})[document.id] = contribution
        return document

    def joined(self, extras: Extras, name: str, *, before: bytes) -> bytes:
        """A file derived from all documents; ``before`` is that of the build it goes on from."""
        changed = self._contributions.get(name, {})
        return extras[name].join(before, changed=changed, documents=self.documents)

    def manifest(
        self, *, revisions: Mapping[str, int], extras: Extras, files: Mapping[str, tuple[int, int]]
    ) -> Manifest:
        """What the build holds."""
        return Manifest(
            format=FORMAT,
            revisions=dict(revisions),
            documents=self.documents,
            next_ordinal=self.next_ordinal,
            articles=self._articles,
            passages=self._passages,
            dead=self._dead,
            extras=tuple(extras),
            files=dict(files),
        )
