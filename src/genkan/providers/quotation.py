"""Choosing the sentences that answer a question best. No model: overlap of words and pairs of characters."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from genkan.providers.events import Source

_OPENING, _CLOSING = frozenset("（(「『〔["), frozenset("）)」』〕]")
_LEADING_MARK = re.compile(
    r"[\s#>*・-]*"
    r"(?:第[0-9０-９一二三四五六七八九十百]+条(?:の[0-9０-９一二三四五六七八九十]+)*(?:[（(][^）)]*[）)])?(?=\s|$)"
    r"|[0-9０-９]{1,2}(?=\s))?\s*"
)
_WORD = re.compile(r"[一-鿿々〆ヶ]+|[ァ-ヴー]+|[a-z]+|[0-9]+")
_SMALL_TALK = re.compile(
    r"(?:を|について|に関して)?(?:教えて|知りたい|説明して)(?:ください|下さい|です)?"
    r"|どうすれば(?:よい|いい)(?:です)?か?"
    r"|(?:どのよう|どんな|どう|何|なに|いつ|誰|だれ|どこ|どれ)(?:な|に|の|が|を|で)?|でしょうか|ですか|ますか|とは|ください"
)
_NUMBER = "[0-9０-９〇一二三四五六七八九十百千万]+"
_CUES = (
    (re.compile(r"いくら|何円"), re.compile(rf"{_NUMBER}円")),
    (re.compile(r"いつ|何[日時年分]|何か月|期限|期間"), re.compile(rf"{_NUMBER}(?:日|時|か?月|年|週|分)")),
    (re.compile(r"誰|だれ|どこ"), re.compile(r"(?:者|長|官|課|室|窓口)(?:は|が|の|に)")),
)
_SHORTEST = 8
_LONGEST = 400
_NEEDED_COVERAGE = 0.2
_NEAR_THE_BEST = 0.5
_TITLE_WEIGHT = 0.35
_SINGLE_WEIGHT = 0.3  # a single kanji is mostly the stem of some verb
_CUE_BONUS = 0.15


class Quotation(NamedTuple):
    """An exact piece of a source's text, and how well it answers (0 to about 1)."""

    source: Source
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A source with its quotations, the best first; ``coverage`` is the share of the question found in it."""

    quotations: tuple[Quotation, ...]
    coverage: float


def choose(
    question: str, *, sources: Sequence[Source], most_sources: int, most_quotations: int
) -> tuple[Quotation, ...]:
    """The quotations that answer best, grouped by source; empty where nothing fits.

    ``sources`` come in the order of the search, which knows synonyms: its first source comes first, and others
    follow in its order where they cover nearly as much of the question as any.
    """
    weights = _weights(question, sources)
    candidates = [_candidate(source, question=question, weights=weights) for source in sources]
    candidates = [candidate for candidate in candidates if candidate.quotations]
    best = max((candidate.coverage for candidate in candidates), default=0.0)
    if best < _NEEDED_COVERAGE:
        return ()
    others = [candidate for candidate in candidates[1:] if candidate.coverage >= best * _NEAR_THE_BEST]
    return _share_out([candidates[0], *others][:most_sources], most_quotations=most_quotations)


def _share_out(candidates: Sequence[_Candidate], *, most_quotations: int) -> tuple[Quotation, ...]:
    """The best of each source, then the next best ones wherever they stand, in the order of the texts."""
    firsts = [one.quotations[0] for one in candidates]
    others = [
        quotation
        for one in candidates
        for quotation in one.quotations[1:]
        if quotation.score >= one.quotations[0].score * _NEAR_THE_BEST
    ]
    others.sort(key=lambda quotation: -quotation.score)
    kept = [*firsts, *others][:most_quotations]
    return tuple(quotation for first in firsts for quotation in _of_source(kept, first.source))


def _of_source(quotations: Sequence[Quotation], source: Source) -> list[Quotation]:
    chosen = [quotation for quotation in quotations if quotation.source.number == source.number]
    return sorted(chosen, key=lambda quotation: source.text.find(quotation.text))


def _candidate(source: Source, *, question: str, weights: Mapping[str, float]) -> _Candidate:
    title = _features(source.label)
    texts = dict.fromkeys(_quotable(source.text))
    scored = [
        Quotation(source, text, _score(text, question=question, title=title, weights=weights))
        for text in texts
    ]
    coverage = _covered(title | _features(source.text), weights=weights)
    quotations = tuple(sorted(scored, key=lambda quotation: -quotation.score))
    return _Candidate(quotations, coverage)


def _quotable(text: str) -> Iterator[str]:
    """The sentences without the number of the article or paragraph that they begin with."""
    for sentence in _with_provisos(_sentences(text)):
        mark = _LEADING_MARK.match(sentence)
        quotable = sentence[mark.end() if mark else 0 :].strip()
        if _SHORTEST <= len(quotable) <= _LONGEST:
            yield quotable


def _with_provisos(sentences: Iterator[str]) -> Iterator[str]:
    """Each sentence with the proviso (ただし書) that limits it, for a rule without its exception misleads."""
    held = ""
    for sentence in sentences:
        if held and sentence.startswith("ただし"):
            held += sentence
            continue
        if held:
            yield held
        held = sentence
    if held:
        yield held


def _sentences(text: str) -> Iterator[str]:
    """The pieces that end at a line end, or at a full stop outside brackets."""
    start = depth = 0
    for place, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING)
        if character == "\n" or (character == "。" and depth <= 0):
            yield text[start : place + 1]
            start, depth = place + 1, 0
    yield text[start:]


def _score(text: str, *, question: str, title: frozenset[str], weights: Mapping[str, float]) -> float:
    """What the sentence covers of the question, its title in part, and whether it is of the kind asked for."""
    features = _features(text)
    titled = _covered(title - features, weights=weights)
    cued = any(asked.search(question) and answering.search(text) for asked, answering in _CUES)
    return _covered(features, weights=weights) + _TITLE_WEIGHT * titled + _CUE_BONUS * cued


def _covered(features: frozenset[str], *, weights: Mapping[str, float]) -> float:
    """The share of the question's weight that these features carry."""
    total = sum(weights.values()) or 1.0
    return sum(weight for feature, weight in weights.items() if feature in features) / total


def _weights(question: str, sources: Sequence[Source]) -> dict[str, float]:
    """Each feature of the question with its weight: the rarer among the sentences, the heavier."""
    sentences = [
        _features(sentence) | _features(source.label)
        for source in sources
        for sentence in _quotable(source.text)
    ]
    counts = Counter(feature for features in sentences for feature in features)
    asked = _features(_SMALL_TALK.sub(" ", unicodedata.normalize("NFKC", question)))
    return {feature: _weight(feature, count=counts[feature], sentences=len(sentences)) for feature in asked}


def _weight(feature: str, *, count: int, sentences: int) -> float:
    return math.log(1 + (sentences + 1) / (count + 0.5)) * (_SINGLE_WEIGHT if len(feature) == 1 else 1.0)


def _features(text: str) -> frozenset[str]:
    """The words written in kanji, katakana, letters or digits, and the pairs of characters inside them."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).lower())
    pairs = {word[place : place + 2] for word in words for place in range(len(word) - 1)}
    return frozenset(pairs | {word for word in words if len(word) == 1 or not word.isascii()})
