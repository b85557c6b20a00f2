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
from genkan.knowledge.index.schema import day_number, make_schema
from genkan.knowledge.index.stock import Stock

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
        self._stock = Stock(before)

    def remove(self, document_id: str) -> None:
        """Take a document out with all its articles."""
        held = self._stock.take_out(document_id)
        if held is None:
            return
        self._writer.delete_documents_by_term("document", document_id)
        self._writer.delete_documents_by_term("contents", document_id)
        memo_file(self._build, held).unlink(missing_ok=True)

    def add(self, prepared: PreparedDocument) -> None:
        """Put a document in, in place of what it was before."""
        self.remove(prepared.document.id)
        document = self._stock.put_in(prepared)
        for place, article in enumerate(prepared.articles):
            self._add_article(document, document.first + place, article)
        if prepared.memo:
            memo_file(self._build, document).write_bytes(prepared.memo)

    def finish(self, *, revisions: Mapping[str, int], extras: Extras) -> None:
        """Write everything, with a manifest that says what was built from which revisions."""
        self._writer.commit()
        self._writer.wait_merging_threads()
        for name in extras:
            path = self._build / (name + EXTRA)
            before = path.read_bytes() if path.exists() else b""
            path.write_bytes(self._stock.joined(extras, name, before=before))
        files = measure(self._build, known=self._before.files if self._before else {})
        manifest = self._stock.manifest(revisions=revisions, extras=extras, files=files)
        (self._build / MANIFEST).write_bytes(msgspec.json.encode(manifest))

    def _add_article(self, document: IndexedDocument, ordinal: int, article: PreparedArticle) -> None:
        record = msgspec.structs.replace(article.record, ordinal=ordinal)
        entry = _entry(record)
        entry.add_text("key", f"{record.document_id}/{record.anchor}")
        entry.add_text("contents", record.document_id)
        entry.add_unsigned("article", record.ordinal)
        entry.add_bytes("record", msgspec.json.encode(record))
        self._writer.add_document(entry)
        for place, terms in enumerate(article.passages):
            self._add_passage(document, record, place, terms)

    def _add_passage(
        self, document: IndexedDocument, record: ArticleRecord, place: int, terms: SearchTerms
    ) -> None:
        entry = _entry(record)
        entry.add_text("collection", document.collection_id)
        entry.add_text("document", document.id)
        entry.add_unsigned("ordinal", record.ordinal)
        entry.add_unsigned("place", place)
        entry.add_text("pairs", terms.pairs)
        entry.add_text("words", terms.words)
        self._writer.add_document(entry)


def _entry(record: ArticleRecord) -> Entry:
    entry = Entry()
    entry.add_unsigned("valid_from", day_number(record.valid_from, opens=True))
    entry.add_unsigned("valid_until", day_number(record.valid_until))
    return entry
