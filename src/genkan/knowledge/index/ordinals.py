"""From the ordinals of articles to their documents, and from passages to articles."""

from bisect import bisect_right
from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from genkan.knowledge.index.records import IndexedDocument


class ScoredPassage(NamedTuple):
    """A passage found: the ordinal of its article, its score and its place in ``ArticleRecord.passages``.

    ``second`` is the score of the next best passage of the same article, 0 where none was found.
    """

    ordinal: int
    score: float
    place: int
    second: float = 0.0


class Ordinals:
    """Knows which article belongs to which document."""

    def __init__(self, documents: Iterable[IndexedDocument]) -> None:
        self._in_order = sorted((each for each in documents if each.articles), key=attrgetter("first"))
        self._firsts = [document.first for document in self._in_order]

    def document_of(self, ordinal: int) -> IndexedDocument:
        """The document of the article with this ordinal."""
        return self._in_order[bisect_right(self._firsts, ordinal) - 1]

    def has(self, ordinal: int) -> bool:
        """Whether there is an article with this ordinal."""
        if not self._firsts or ordinal < self._firsts[0]:
            return False
        document = self.document_of(ordinal)
        return ordinal < document.first + document.articles


def best_of_each(hits: Iterable[tuple[float, int, int]]) -> list[ScoredPassage]:
    """The best passage of each article; ``hits`` are score, ordinal and place of passages, best first."""
    best: dict[int, ScoredPassage] = {}
    for score, ordinal, place in hits:
        first = best.get(ordinal)
        if first is None:
            best[ordinal] = ScoredPassage(ordinal, score, place)
        elif not first.second and first.place != place:
            best[ordinal] = ScoredPassage(ordinal, first.score, first.place, score)
    return list(best.values())
