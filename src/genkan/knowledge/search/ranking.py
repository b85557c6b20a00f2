"""A question to a query of the index: what counts, and how much."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from math import log
from typing import NamedTuple

from tantivy import Occur, Query, Schema

from genkan.knowledge.index import OpenedIndex
from genkan.knowledge.question.question import Question
from genkan.knowledge.text.normalise import normalise
from genkan.knowledge.text.tokenise import Segmenter, Terms, pairs, tokenise

# docs/decisions/0019-ranking.md says how these were measured. Terms that are in more than a tenth of a large index say
# little and cost most; on a small one they cost nothing.
_LEGAL, _HIRAGANA = 0.7, 0.6
_COMMON, _LARGE = 0.1, 20_000
_ONLY_HIRAGANA = re.compile(r"[ぁ-ゖー]+")
_RUN = re.compile(r"[^\W_a-z0-9]+|[a-z0-9._-]+")
_MOST_TERMS, _JUDGED = 48, 32


class Weighted(NamedTuple):
    """A term of a field with what it counts."""

    field: str
    term: str
    weight: float


class TextQuery(NamedTuple):
    """A query of the index; ``possible`` is about the score of a passage that holds every term once."""

    query: Query
    possible: float


def text_query(question: Question, *, index: OpenedIndex, segmenter: Segmenter) -> TextQuery | None:
    """Passages by the terms they share with the question, each term once; ``None`` where nothing can be found.

    Legal words count less than the question's own. Phrases must all occur.
    """
    own = list(_terms(Terms(question.pairs, question.words), weight=1.0))
    weighted = [*own, *_legal_terms(question, segmenter)]
    telling = _telling(weighted, index)
    scored = [(Occur.Should, _query(each, index)) for each in telling]
    possible = sum(each.weight * _rarity(each, index) for each in _rarest(own, telling))
    phrases = (query for phrase in question.phrases for query in phrase_queries(index.schema, phrase))
    needed = [(Occur.Must, query) for query in phrases]
    if not scored:
        return TextQuery(Query.boolean_query(needed), possible) if needed else None
    query = Query.boolean_query([(Occur.Must, Query.boolean_query(scored)), *needed])
    return TextQuery(query, possible)


def character_query(schema: Schema, character: str) -> Query:
    """Passages with one character, which the pairs of characters hold twice."""
    escaped = re.escape(character)
    return Query.const_score_query(Query.regex_query(schema, "pairs", f"{escaped}.?|.{escaped}"), 1.0)


def phrase_queries(schema: Schema, phrase: str) -> Iterator[Query]:
    """What every passage with the phrase must hold; whether it stands there exactly is seen in its text."""
    for run in _RUN.findall(normalise(phrase)):
        terms = list(pairs(run))
        if len(terms) > 1:
            yield Query.phrase_query(schema, "pairs", list(terms))
        elif len(run) > 1:
            yield Query.term_query(schema, "pairs", terms[0])


def _legal_terms(question: Question, segmenter: Segmenter) -> Iterator[Weighted]:
    """The terms of legal words that the question does not hold itself."""
    legal = [tokenise(word, segmenter=segmenter) for reading in question.readings for word in reading.legal]
    new_pairs = _new((term for terms in legal for term in terms.pairs), known=question.pairs)
    new_words = _new((term for terms in legal for term in terms.words), known=question.words)
    return _terms(Terms(new_pairs, new_words), weight=_LEGAL)


def _new(terms: Iterable[str], *, known: Sequence[str]) -> tuple[str, ...]:
    return tuple(term for term in dict.fromkeys(terms) if term not in known)


def _terms(terms: Terms, *, weight: float) -> Iterator[Weighted]:
    for field, of_field in (("pairs", terms.pairs), ("words", terms.words)):
        for term in of_field:
            yield Weighted(field, term, weight * (_HIRAGANA if _ONLY_HIRAGANA.fullmatch(term) else 1.0))


def _telling(terms: Iterable[Weighted], index: OpenedIndex) -> list[Weighted]:
    """The terms that tell most, the rarest first, in each field not too many."""
    holders = {each: index.holders(each.field, each.term) for each in terms}
    ordered = sorted((each for each in holders if holders[each]), key=lambda each: holders[each])
    most = index.manifest.passages * _COMMON if index.manifest.passages > _LARGE else float("inf")
    rare = [each for each in ordered if holders[each] <= most] or ordered[:1]
    return [
        each
        for field in ("pairs", "words")
        for each in [one for one in rare if one.field == field][:_MOST_TERMS]
    ]


def _rarest(own: Collection[Weighted], telling: Iterable[Weighted]) -> list[Weighted]:
    """The terms by which it is judged whether an answer was found; no passage holds all of a long question."""
    return [each for each in telling if each in own][:_JUDGED]


def _rarity(weighted: Weighted, index: OpenedIndex) -> float:
    """What BM25 gives for a term that occurs once in a passage of the usual length."""
    holders, passages = index.holders(weighted.field, weighted.term), index.manifest.passages
    return log(1 + (max(passages - holders, 0) + 0.5) / (holders + 0.5))


def _query(weighted: Weighted, index: OpenedIndex) -> Query:
    query = Query.term_query(index.schema, weighted.field, weighted.term, index_option="freq")
    return Query.boost_query(query, weighted.weight)
