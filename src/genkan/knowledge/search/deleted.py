"""Articles that have no place of their own in the text, because they were deleted together with others."""

from datetime import date
from typing import NamedTuple

from genkan.knowledge.citation import number_cited
from genkan.knowledge.index import ArticleRecord, IndexedDocument, OpenedIndex, Wanted
from genkan.knowledge.parse.deleted import DELETED, DeletedArticles, deleted_in
from genkan.knowledge.search.ranking import phrase_terms

_JOINTS = ("条まで", "条及び")
_MOST = 300


class Deleted(NamedTuple):
    """Articles deleted together, and the article at whose place that is said."""

    record: ArticleRecord
    articles: DeletedArticles


def find_deleted(
    index: OpenedIndex, document: IndexedDocument, *, number: str, on: date | None
) -> Deleted | None:
    """Where a document says that the article with this number was deleted, if it says so.

    ``number`` is that under which text cites it: 「附則第3条」 is ``s1-3``.
    """
    for record in _candidates(index, document, on):
        cited = number_cited(record.anchor)
        for articles in deleted_in(record.text.split("\n"), anchor=cited, label=record.label):
            if articles.holds(number):
                return Deleted(record, articles)
    return None


def _candidates(index: OpenedIndex, document: IndexedDocument, on: date | None) -> list[ArticleRecord]:
    """The articles of the document that hold 「削除」 and several numbers."""
    ordinals: set[int] = set()
    for joint in _JOINTS:
        wanted = Wanted(
            phrases=(*phrase_terms(DELETED), *phrase_terms(joint)),
            collections=frozenset({document.collection_id}),
            documents=frozenset({document.id}),
        )
        ordinals |= {passage.ordinal for passage in index.best_passages(wanted, limit=_MOST, on=on)}
    return index.articles(sorted(ordinals))
