"""Building an index from documents and their articles."""

from collections.abc import Iterable
from pathlib import Path

import msgspec
from tantivy import Document as Entry
from tantivy import Index

from genkan.knowledge.collection import Document, StoredArticle
from genkan.knowledge.index.generations import MANIFEST, measure
from genkan.knowledge.index.records import IndexedDocument, Manifest, index_article, index_document
from genkan.knowledge.index.schema import FORMAT, make_schema
from genkan.knowledge.passages import passages_of
from genkan.knowledge.tokenise import Segmenter, Terms, tokenise

_MEMORY = 64_000_000


class Builder:
    """Adds documents one by one to a new index in a folder; ``finish`` makes it whole."""

    def __init__(self, build: Path, *, segmenter: Segmenter) -> None:
        self._build = build
        self._segmenter = segmenter
        self._writer = Index(make_schema(), path=str(build)).writer(heap_size=_MEMORY, num_threads=1)
        self._documents: list[IndexedDocument] = []
        self._articles = 0
        self._passages = 0

    def add(self, document: Document, *, articles: Iterable[StoredArticle]) -> None:
        """Add a document with all its articles."""
        self._documents.append(index_document(document))
        for article in articles:
            self._add_article(article)
            context = self._terms(context_of(document, article))
            for passage in passages_of(article):
                self._add_passage(document, passage, context)
            self._articles += 1

    def finish(self, *, revisions: dict[str, int]) -> None:
        """Write everything, with a manifest that says what was built from which revisions."""
        self._writer.commit()
        self._writer.wait_merging_threads()
        manifest = Manifest(
            format=FORMAT,
            revisions=revisions,
            documents=tuple(self._documents),
            articles=self._articles,
            passages=self._passages,
            files=measure(self._build),
        )
        (self._build / MANIFEST).write_bytes(msgspec.json.encode(manifest))

    def _add_article(self, article: StoredArticle) -> None:
        entry = Entry()
        entry.add_text("key", f"{article.document_id}/{article.anchor}")
        entry.add_text("contents", article.document_id)
        entry.add_unsigned("article", self._articles)
        entry.add_bytes("record", msgspec.json.encode(index_article(article, ordinal=self._articles)))
        self._writer.add_document(entry)

    def _add_passage(self, document: Document, passage: str, context: Terms) -> None:
        terms = self._terms(passage)
        entry = Entry()
        entry.add_text("collection", document.collection_id)
        entry.add_text("document", document.id)
        entry.add_unsigned("ordinal", self._articles)
        entry.add_bytes("passage", passage.encode())
        entry.add_text("pairs", " ".join(context.pairs + terms.pairs))
        entry.add_text("words", " ".join(context.words + terms.words))
        entry.add_text("context_pairs", " ".join(context.pairs))
        entry.add_text("context_words", " ".join(context.words))
        self._writer.add_document(entry)
        self._passages += 1

    def _terms(self, text: str) -> Terms:
        return tokenise(text, segmenter=self._segmenter)


def context_of(document: Document, article: StoredArticle) -> str:
    """The words that every passage of an article carries: title, abbreviations, chapter, label and caption."""
    parts = [document.title, *document.abbreviations, *article.headings, article.label, article.caption]
    return "\n".join(part for part in parts if part)
