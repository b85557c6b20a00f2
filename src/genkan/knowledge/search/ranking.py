"""A question to what is wanted of the index: what counts, and how much."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import log
from operator import itemgetter
from typing import NamedTuple

from genkan.knowledge.index import OpenedIndex, Wanted, Weighted
from genkan.knowledge.question.question import Question
from genkan.knowledge.text.normalise import normalise
from genkan.knowledge.text.tokenise import Segmenter, Terms, pairs, tokenise

# docs/decisions/0020-terms-and-doubt.md says how these were measured. Terms that are in more than a twelfth of a large index
# say little and cost most; on a small one they cost nothing.
_LEGAL, _HIRAGANA = 0.7, 0.6
_COMMON, _LARGE = 0.08, 20_000
_ONLY_HIRAGANA = re.compile(r"[ぁ-ゖー]+")
_RUN = re.compile(r"[^\W_a-z0-9]+|[a-z0-9._-]+")
_JUDGED = 32
# So many terms of each field are searched for, and so many of each part of a question of several.
_MOST_TERMS = {"pairs": 48, "words": 48}
_MOST_OF_PART = {"pairs": 20, "words": 10}


class TextQuery(NamedTuple):
    """What to ask the index for; ``possible`` is about the score of a passage that holds every term once.

    ``parts`` are what to ask beside it, each for one part of the question.
    """

    wanted: Wanted
    possible: float
    parts: tuple[Wanted, ...] = ()


def text_query(question: Question, *, index: OpenedIndex, segmenter: Segmenter) -> TextQuery | None:
    """Passages by the terms they share with the question, each term once; ``None`` where nothing can be found.

    Legal words count less than the question's own. Phrases must all occur.
    """
    if question.character:
        return TextQuery(Wanted(character=question.character), 1.0)
    own = list(_terms(Terms(question.pairs, question.words), weight=1.0, written=question.written))
    held = _held([*own, *_legal_terms(question, segmenter)], index)
    telling = _rarest(held, _MOST_TERMS)
    phrases = tuple(run for phrase in question.phrases for run in phrase_terms(phrase))
    if not telling and not phrases:
        return None
    wanted = Wanted(terms=tuple(telling), phrases=phrases)
    of_parts = (_of_part(part, held) for part in question.parts)
    parts = tuple(Wanted(terms=tuple(terms), phrases=phrases) for terms in of_parts if terms)
    return TextQuery(wanted, _possible(own, telling, index.manifest.passages), parts)


def phrase_terms(phrase: str) -> Iterator[tuple[str, ...]]:
    """What every passage with the phrase must hold; whether it stands there exactly is seen in its text."""
    for run in _RUN.findall(normalise(phrase)):
        terms = pairs(run)
        if len(terms) > 1:
            yield terms
        elif len(run) > 1:
            yield terms[:1]


def _legal_terms(question: Question, segmenter: Segmenter) -> Iterator[Weighted]:
    """The terms of legal words that the question does not hold itself."""
    legal = [tokenise(word, segmenter=segmenter) for reading in question.readings for word in reading.legal]
    new_pairs = _new((term for terms in legal for term in terms.pairs), known=question.pairs)
    new_words = _new((term for terms in legal for term in terms.words), known=question.words)
    return _terms(Terms(new_pairs, new_words), weight=_LEGAL, written={})


def _new(terms: Iterable[str], *, known: Sequence[str]) -> tuple[str, ...]:
    return tuple(term for term in dict.fromkeys(terms) if term not in known)


def _terms(terms: Terms, *, weight: float, written: Mapping[str, str]) -> Iterator[Weighted]:
    """A word that is also a pair is found as the pair alone, which then counts for both."""
    twice = set(terms.pairs).intersection(terms.words)
    for term in terms.pairs:
        yield Weighted("pairs", term, weight * _worth(term) * (2 if term in twice else 1))
    for term in terms.words:
        if term not in twice:
            yield Weighted("words", term, weight * _worth(term), written.get(term, ""))


def _worth(term: str) -> float:
    return _HIRAGANA if _ONLY_HIRAGANA.fullmatch(term) else 1.0


def _held(terms: Iterable[Weighted], index: OpenedIndex) -> dict[Weighted, int]:
    """The terms that tell something with how many passages hold them, the rarest first."""
    each_once = list(dict.fromkeys(terms))
    held = [
        (term, holders) for term, holders in zip(each_once, index.holders(each_once), strict=True) if holders
    ]
    held.sort(key=itemgetter(1))
    most = index.manifest.passages * _COMMON if index.manifest.passages > _LARGE else float("inf")
    return dict([one for one in held if one[1] <= most] or held[:1])


def _rarest(held: Mapping[Weighted, int], most: Mapping[str, int]) -> dict[Weighted, int]:
    """The first terms, in each field not too many."""
    return {
        term: held[term]
        for field, count in most.items()
        for term in islice((each for each in held if each.field == field), count)
    }


def _of_part(part: Terms, held: Mapping[Weighted, int]) -> dict[Weighted, int]:
    """The terms that tell most of one part."""
    known = {"pairs": frozenset(part.pairs), "words": frozenset(part.words)}
    own = {term: holders for term, holders in held.items() if term.term in known[term.field]}
    return _rarest(own, _MOST_OF_PART)


def _possible(own: Collection[Weighted], telling: Mapping[Weighted, int], passages: int) -> float:
    """The score of a passage with each of the question's rarest terms once; none holds all of a long question."""
    judged = [each for each in telling if each in own][:_JUDGED]
    return sum(each.weight * _rarity(telling[each], passages) for each in judged)


def _rarity(holders: int, passages: int) -> float:
    """What BM25 gives for a term that occurs once in a passage of the usual length."""
    return log(1 + (max(passages - holders, 0) + 0.5) / (holders + 0.5))
