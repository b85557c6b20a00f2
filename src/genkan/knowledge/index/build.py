"""Building an index, or a further build of one that goes on from the build in force."""

from collections.abc import Mapping
from pathlib import Path

import msgspec
from tantivy import Document as Entry
from tantivy import Index

from genkan.knowledge.index.extras import Extras
from genkan.knowledge.index.generations import MANIFEST, measure
from genkan.knowledge.index.memo import SearchTerms, memo_file
from genkan.knowledge.index.preparing import PreparedArticle, PreparedDocument
from genkan.knowledge.index.records import ArticleRecord, IndexedDocument, Manifest
from genkan.knowledge.index.schema import FORMAT, day_number, make_schema

_LITTLE_MEMORY, _MUCH_MEMORY = 32_000_000, 192_000_000
EXTRA = ".extra"


class Builder:
    """Adds and removes documents one by one in a folder; ``finish`` makes it whole.

    ``before`` is the manifest of the build whose files the folder shares; without one the folder is empty.
    ``is_large`` says that many documents are coming.
    """

    def __init__(self, build: Path, *, before: Manifest | None = None, is_large: bool = False) -> None:
        self._build = build
        self._before = before
        index = Index.open(str(build)) if before else Index(make_schema(), path=str(build))
        memory = _MUCH_MEMORY if is_large else _LITTLE_MEMORY
        self._writer = index.writer(heap_size=memory, num_threads=1)
        self._documents = {each.id: each for each in before.documents} if before else {}
        self._ordinal = before.next_ordinal if before else 0
        self._articles = before.articles if before else 0
        self._passages = before.passages if before else 0
        self._dead = before.dead if before else 0
        self._contributions: dict[str, dict[str, bytes]] = {}

    def remove(self, document_id: str) -> None:
        """Take a document out with all its articles."""
        held = self._documents.pop(document_id, None)
        if held is None:
            return
        self._writer.delete_documents_by_term("document", document_id)
        self._writer.delete_documents_by_term("contents", document_id)
        memo_file(self._build, held).unlink(missing_ok=True)
        self._articles -= held.articles
        self._passages -= held.passages
        self._dead += held.articles + held.passages

    def add(self, prepared: PreparedDocument) -> None:
        """Put a document in, in place of what it was before."""
        document = msgspec.structs.replace(
            prepared.document,
            articles=len(prepared.articles),
            passages=sum(len(article.passages) for article in prepared.articles),
            first=self._ordinal,
        )
        self.remove(document.id)
        for article in prepared.articles:
            self._add_article(document, article)
        self._documents[document.id] = document
        self._articles += document.articles
        self._passages += document.passages
        if prepared.memo:
            memo_file(self._build, document).write_bytes(prepared.memo)
        for name, contribution in prepared.extras.items():
            self._contributions.setdefault(name, {})[document.id] = contribution

    def finish(self, *, revisions: Mapping[str, int], extras: Extras) -> None:
        """Write everything, with a manifest that says what was built from which revisions."""
        self._writer.commit()
        self._writer.wait_merging_threads()
        documents = tuple(self._documents.values())
        self._write_extras(extras, documents)
        manifest = Manifest(
            format=FORMAT,
            revisions=dict(revisions),
            documents=documents,
            next_ordinal=self._ordinal,
            articles=self._articles,
            passages=self._passages,
            dead=self._dead,
            extras=tuple(extras),
            files=dict(measure(self._build, known=self._before.files if self._before else {})),
        )
        (self._build / MANIFEST).write_bytes(msgspec.json.encode(manifest))

    def _write_extras(self, extras: Extras, documents: tuple[IndexedDocument, ...]) -> None:
        for name, extra in extras.items():
            path = self._build / (name + EXTRA)
            before = path.read_bytes() if path.exists() else b""
            changed = self._contributions.get(name, {})
            path.write_bytes(extra.join(before, changed=changed, documents=documents))

    def _add_article(self, document: IndexedDocument, article: PreparedArticle) -> None:
        record = msgspec.structs.replace(article.record, ordinal=self._ordinal)
        self._ordinal += 1
        entry = _entry(record)
        entry.add_text("key", f"{record.document_id}/{record.anchor}")
        entry.add_text("contents", record.document_id)
        entry.add_unsigned("article", record.ordinal)
        entry.add_bytes("record", msgspec.json.encode(record))
        self._writer.add_document(entry)
        for place, terms in enumerate(article.passages):
            self._add_passage(document, record, place, terms, article.context)

    def _add_passage(
        self,
        document: IndexedDocument,
        record: ArticleRecord,
        place: int,
        terms: SearchTerms,
        context: SearchTerms,
    ) -> None:
        entry = _entry(record)
        entry.add_text("collection", document.collection_id)
        entry.add_text("document", document.id)
        entry.add_unsigned("ordinal", record.ordinal)
        entry.add_unsigned("place", place)
        entry.add_text("pairs", terms.pairs)
        entry.add_text("words", terms.words)
        entry.add_text("context_pairs", context.pairs)
        entry.add_text("context_words", context.words)
        self._writer.add_document(entry)


def _entry(record: ArticleRecord) -> Entry:
    entry = Entry()
    entry.add_unsigned("valid_from", day_number(record.valid_from, opens=True))
    entry.add_unsigned("valid_until", day_number(record.valid_until))
    return entry
