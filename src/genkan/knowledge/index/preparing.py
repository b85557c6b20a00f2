"""A document prepared for the index: everything that takes long and needs neither database nor index."""

from typing import Protocol

import msgspec

from genkan.knowledge.collection.collection import StoredArticle
from genkan.knowledge.index.dating import Run
from genkan.knowledge.index.memo import Memo, SearchTerms, line_key, packed, unpacked
from genkan.knowledge.index.records import ArticleRecord, IndexedDocument
from genkan.knowledge.parse import paragraph_lines
from genkan.knowledge.text.normalise import normalise
from genkan.knowledge.text.tokenise import Segmenter, pairs, tokenise


class DatedArticle(msgspec.Struct, frozen=True):
    """An article with one of its runs."""

    article: StoredArticle
    run: Run


class Unprepared(msgspec.Struct, frozen=True):
    """A document as it comes from the database, its articles in the order of the text.

    ``memo`` are the terms of its lines as the build before kept them, if it did. Without ``cuts_words`` only pairs of
    characters are cut, for an engine that cuts words itself.
    """

    document: IndexedDocument
    articles: tuple[DatedArticle, ...]
    memo: bytes = b""
    cuts_words: bool = True


class PreparedArticle(msgspec.Struct, frozen=True):
    """An article with the terms of each of its passages and their context; its ordinal is given later."""

    record: ArticleRecord
    passages: tuple[SearchTerms, ...]


class PreparedDocument(msgspec.Struct, frozen=True):
    """A document that can be added to an index; ``extras`` are what it contributes to the derived files.

    ``memo`` is to be kept for the next time, where it is not empty.
    """

    document: IndexedDocument
    articles: tuple[PreparedArticle, ...]
    extras: dict[str, bytes]
    memo: bytes = b""


def prepare(
    unprepared: Unprepared, *, segmenter: Segmenter, extras: dict[str, bytes] | None = None
) -> PreparedDocument:
    """The terms of a document's passages."""
    document = unprepared.document
    lines = _Lines(segmenter if unprepared.cuts_words else None, memo=unpacked(unprepared.memo))
    articles = tuple(_prepare(document, dated, lines) for dated in unprepared.articles)
    return PreparedDocument(document, articles, extras or {}, packed(lines.used))


class Headed(Protocol):
    """Whatever stands under headings, with a label and a caption."""

    @property
    def headings(self) -> tuple[str, ...]: ...
    @property
    def label(self) -> str: ...
    @property
    def caption(self) -> str: ...


def context_of(document: IndexedDocument, article: Headed) -> str:
    """The words that every passage of an article carries: title, abbreviations, chapter, label and caption."""
    parts = [document.title, *document.abbreviations, *article.headings, article.label, article.caption]
    return "\n".join(part for part in parts if part)


class _Lines:
    """The terms of texts, each line of a document cut once however many passages and contexts hold it."""

    def __init__(self, segmenter: Segmenter | None, *, memo: Memo) -> None:
        self._segmenter = segmenter
        self._memo = memo
        self.used: Memo = {}

    def terms(self, *texts: str) -> SearchTerms:
        found = [self._of(line) for text in texts for line in text.split("\n")]
        return SearchTerms(
            " ".join(each.pairs for each in found if each.pairs),
            " ".join(each.words for each in found if each.words),
        )

    def _of(self, line: str) -> SearchTerms:
        key = line_key(line)
        known = self.used.get(key) or self._memo.get(key) or self._cut(line)
        self.used[key] = known
        return known

    def _cut(self, line: str) -> SearchTerms:
        if self._segmenter is None:
            return SearchTerms(" ".join(pairs(normalise(line))), "")
        terms = tokenise(line, segmenter=self._segmenter)
        return SearchTerms(" ".join(terms.pairs), " ".join(terms.words))


def _prepare(document: IndexedDocument, dated: DatedArticle, lines: _Lines) -> PreparedArticle:
    record, context = _record(dated), context_of(document, dated.article)
    passages = tuple(lines.terms(context, passage) for passage in record.passages)
    return PreparedArticle(record, passages)


def _record(dated: DatedArticle) -> ArticleRecord:
    article, run = dated.article, dated.run
    return ArticleRecord(
        ordinal=0,
        document_id=article.document_id,
        anchor=article.anchor,
        kind=article.kind,
        label=article.label,
        caption=article.caption,
        headings=article.headings,
        paragraphs=tuple(tuple(paragraph_lines(paragraph)) for paragraph in article.paragraphs),
        valid_from=run.valid_from,
        valid_until=run.valid_until,
        is_recognised=article.is_recognised,
    )
