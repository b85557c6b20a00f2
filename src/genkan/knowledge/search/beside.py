"""The articles before and after one: 「前条」, 「次条」, 「前二条」."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from genkan.knowledge.index import ArticleRecord, OpenedIndex

_AT_ONCE = 20


def articles_beside(
    index: OpenedIndex, record: ArticleRecord, *, step: int, on: date | None
) -> tuple[ArticleRecord, ...]:
    """As many articles before (negative) or after an article as ``step`` says, in the order of the text.

    None where there are fewer.
    """
    found = list(islice(_walk(index, record, 1 if step > 0 else -1, on), abs(step)))
    if len(found) < abs(step):
        return ()
    return tuple(sorted(found, key=lambda article: article.ordinal))


def _walk(
    index: OpenedIndex, start: ArticleRecord, direction: int, on: date | None
) -> Iterator[ArticleRecord]:
    """The articles of the same kind in force on the day, each once, going away from one."""
    document = index.documents[start.document_id]
    end = document.first + document.articles if direction > 0 else document.first - 1
    ordinals = range(start.ordinal + direction, end, direction)
    seen = {start.anchor}
    for first in range(0, len(ordinals), _AT_ONCE):
        for record in index.articles(ordinals[first : first + _AT_ONCE]):
            is_beside = record.kind is start.kind and _part(record) == _part(start)
            if is_beside and record.anchor not in seen and (on is None or record.holds(on)):
                seen.add(record.anchor)
                yield record


def _part(record: ArticleRecord) -> str:
    """The supplementary provisions that an article stands in; empty for the main ones."""
    return record.anchor.partition("-")[0] if record.anchor.startswith("s") else ""
