"""A question to a query of the index: what counts, and how much."""

import re
from collections.abc import Iterable, Iterator, Sequence

from tantivy import Occur, Query, Schema

from genkan.knowledge.normalise import normalise
from genkan.knowledge.question import Question
from genkan.knowledge.tokenise import Segmenter, Terms, pairs, tokenise

# Chosen on the sample questions and on formal questions over real laws together; benchmarks/search_sample.py
# measures the former.
_TERM, _CONTEXT, _HIRAGANA, _LEGAL, _NAMED = 1.0, 0.3, 0.6, 0.7, 6.0
_ONLY_HIRAGANA = re.compile(r"[ぁ-ゖー]+")
_RUN = re.compile(r"[^\W_a-z0-9]+|[a-z0-9._-]+")
_MOST_TERMS = 400


def text_query(
    question: Question, *, schema: Schema, segmenter: Segmenter, named: Sequence[str]
) -> Query | None:
    """Passages by the terms they share with the question, each term once; ``None`` where nothing can be found.

    Legal words count less than the question's own; ``named`` documents are lifted. Phrases must all occur.
    """
    own = Terms(question.pairs, question.words)
    scored = [(Occur.Should, query) for query in _terms(schema, own, weight=_TERM)]
    scored += [(Occur.Should, query) for query in _legal_terms(question, schema, segmenter)]
    if not scored:
        return None
    lifted = [(Occur.Should, _lift(schema, document_id)) for document_id in named]
    needed = [(Occur.Must, query) for phrase in question.phrases for query in phrase_queries(schema, phrase)]
    matter = Query.boolean_query(scored[:_MOST_TERMS])
    return Query.boolean_query([(Occur.Must, matter), *needed, *lifted])


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


def _legal_terms(question: Question, schema: Schema, segmenter: Segmenter) -> Iterator[Query]:
    """The terms of legal words that the question does not hold itself."""
    legal = [tokenise(word, segmenter=segmenter) for reading in question.readings for word in reading.legal]
    new_pairs = _new((term for terms in legal for term in terms.pairs), known=question.pairs)
    new_words = _new((term for terms in legal for term in terms.words), known=question.words)
    return _terms(schema, Terms(new_pairs, new_words), weight=_LEGAL)


def _new(terms: Iterable[str], *, known: Sequence[str]) -> tuple[str, ...]:
    return tuple(term for term in dict.fromkeys(terms) if term not in known)


def _terms(schema: Schema, terms: Terms, *, weight: float) -> Iterator[Query]:
    for field, of_field in (("pairs", terms.pairs), ("words", terms.words)):
        for term in of_field:
            strength = weight * (_HIRAGANA if _ONLY_HIRAGANA.fullmatch(term) else 1.0)
            yield Query.boost_query(Query.term_query(schema, field, term), _TERM * strength)
            yield Query.boost_query(Query.term_query(schema, f"context_{field}", term), _CONTEXT * strength)


def _lift(schema: Schema, document_id: str) -> Query:
    return Query.const_score_query(Query.term_query(schema, "document", document_id), _NAMED)
