"""From a question understood to the articles it leads to, best first."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from heapq import nlargest
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from genkan.knowledge.index import ArticleRecord, ScoredPassage, Wanted
from genkan.knowledge.question.question import Question
from genkan.knowledge.search.definitions import defines, defining_place, wanted_definitions
from genkan.knowledge.search.evidence import Evidence, Weighed
from genkan.knowledge.search.look_up import LookUp, Shelves, look_up
from genkan.knowledge.search.parts import with_parts
from genkan.knowledge.search.ranking import text_query
from genkan.knowledge.text.normalise import normalise
from genkan.knowledge.text.tokenise import Segmenter

# How many passages of all documents, and how many of those that the question names.
_PASSAGES, _DEFINITIONS = (200, 100), (30, 30)
# How many of each part of a question, from the documents of how many of the best articles.
_OF_PART, _LEADERS = 60, 100
_AT_ONCE = 10


class Found(NamedTuple):
    """An article with the words that made it a hit."""

    record: ArticleRecord
    text: str
    score: float


class Findings(NamedTuple):
    """What one question led to: articles looked up, and articles found by words, best first.

    ``coverage`` is how much of the question's words the best passage holds, the rare ones counting more: about 1
    where it holds all.
    """

    named: LookUp
    ranked: Sequence[Weighed]
    by_words: bool
    coverage: float


class Finder:
    """Finds articles on the shelves, in all documents or in some."""

    def __init__(
        self, shelves: Shelves, *, segmenter: Segmenter, documents: frozenset[str] | None = None
    ) -> None:
        self._shelves = shelves
        self._index = shelves.index
        self._segmenter = segmenter
        self._documents = documents

    def find(self, question: Question, *, limit: int) -> Findings:
        """Look up what is named, and where that is not all, search by words."""
        named = look_up(question, shelves=self._shelves, limit=limit)
        by_words = not (question.is_look_up and named.articles)
        cited = [article.record.ordinal for article in named.articles] if question.references else []
        documents = [document.id for document in self._shelves.named(*question.names)]
        query = text_query(question, index=self._index, segmenter=self._segmenter) if by_words else None
        passages = self._passages(query.wanted, documents, limits=_PASSAGES) if query else []
        defining = self._defining(question.term, documents) if query and question.term else []
        parts = self._of_parts(query.parts, passages) if query and query.parts else []
        evidence = Evidence(
            with_parts(passages, parts), index=self._index, named=documents, cited=cited, defining=defining
        )
        coverage = max((passage.score for passage in passages), default=0.0) / (
            query.possible if query and query.possible else 1.0
        )
        return Findings(named, evidence.ranked(), by_words, coverage)

    def read(self, ranked: Sequence[Weighed], *, question: Question, without: set[int]) -> Iterator[Found]:
        """The articles with their words, as far as they may be read, are in force and are still there."""
        rest = (each for each in ranked if each.ordinal not in without and self._is_readable(each.ordinal))
        phrases = [_squeezed(phrase) for phrase in question.phrases]
        while some := list(islice(rest, _AT_ONCE)):
            weighed = {each.ordinal: each for each in some}
            for record in self._index.articles(weighed):
                each = weighed[record.ordinal]
                found = Found(record, record.passage(each.place), each.weight)
                if self._is_wanted(record) and self._holds(found, phrases):
                    yield found

    def _defining(self, term: str, named: Sequence[str]) -> list[ScoredPassage]:
        """The passages that define a term, one of each article."""
        passages = [
            passage
            for wanted in wanted_definitions(term)
            for passage in self._passages(wanted, named, limits=_DEFINITIONS)
        ]
        records = self._index.articles({passage.ordinal: None for passage in passages})
        defining = (record for record in records if defines(record.text, term=term))
        places = ((record.ordinal, defining_place(record.passages, term=term)) for record in defining)
        return [ScoredPassage(ordinal, 0.0, place) for ordinal, place in places if place is not None]

    def _passages(
        self, wanted: Wanted, named: Sequence[str], *, limits: tuple[int, int]
    ) -> list[ScoredPassage]:
        """The best passages of all documents, and beside them the best of those that the question names."""
        everywhere = self._best(wanted, self._documents, limits[0])
        beside = named and self._documents is None
        of_named = self._best(wanted, frozenset(named), limits[1]) if beside else []
        known = {passage.ordinal for passage in everywhere}
        return [*everywhere, *(passage for passage in of_named if passage.ordinal not in known)]

    def _of_parts(self, parts: Sequence[Wanted], found: Sequence[ScoredPassage]) -> list[list[ScoredPassage]]:
        """The best passages of each part of a question, from documents that hold much of the whole."""
        leaders = nlargest(_LEADERS, found, key=attrgetter("score"))
        documents = frozenset(self._index.document_of(passage.ordinal).id for passage in leaders)
        return [self._best(part, documents, _OF_PART) for part in parts]

    def _best(self, wanted: Wanted, documents: frozenset[str] | None, limit: int) -> list[ScoredPassage]:
        restricted = replace(wanted, collections=self._shelves.collections, documents=documents)
        return self._index.best_passages(restricted, limit=limit, on=self._shelves.as_of.only)

    def is_asked_for(self, document_id: str) -> bool:
        """Whether a document is one of those to be searched."""
        return self._documents is None or document_id in self._documents

    def _is_readable(self, ordinal: int) -> bool:
        document = self._index.document_of(ordinal)
        return self.is_asked_for(document.id) and document.collection_id in self._shelves.collections

    def _is_wanted(self, record: ArticleRecord) -> bool:
        day = self._shelves.as_of.only
        return day is None or record.holds(day)

    def _holds(self, found: Found, phrases: Sequence[str]) -> bool:
        """Whether every phrase stands as it is in the passage, or in the caption or title above it."""
        if not phrases:
            return True
        record = found.record
        title = self._index.documents[record.document_id].title
        text = _squeezed("\n".join([title, *record.headings, record.label, record.caption, found.text]))
        return all(phrase in text for phrase in phrases)


def _squeezed(text: str) -> str:
    return "".join(normalise(text).split())
