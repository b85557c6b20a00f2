"""Which topic a letter is about, by its words and by past cases, each proposal with its reason."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from genkan.inquiry.sorting.calibration import confidence_of
from genkan.inquiry.sorting.folding import folded
from genkan.inquiry.sorting.likeness import Likeness
from genkan.inquiry.sorting.proposal import Answered, Concern, Guess, Topic
from genkan.inquiry.sorting.whole_word import pattern_for

_PAIR = re.compile(r"(?=([\u4e00-\u9fff\u30a1-\u30fa]{2}))")
# A pair of characters that stands under more topics tells nothing.
_MOST_SHARING = 3
_MOST_GUESSES = 3
_MOST_WORDS_TOLD = 4
_NEIGHBOURS = 5
_LEAST_ALIKE = 0.08
# Weights chosen on the tuning half of the sample.
_WITHIN_A_CONCERN = 2.0
_OF_A_PART = 0.5
_OF_A_PAST_CASE = 3.0


@dataclass
class _Score:
    """What speaks for one topic."""

    points: float = 0.0
    words: list[str] = field(default_factory=list[str])
    alike: int = 0


@dataclass(frozen=True)
class _Letter:
    """A letter and what it asks, in characters that can be compared."""

    written: str
    asked: str


def guess_topics(
    text: str, *, concerns: Sequence[Concern], topics: Sequence[Topic], past: Sequence[Answered] = ()
) -> tuple[Guess, ...]:
    """At most three topics, best first; none where no word of any topic occurs and no past case is alike."""
    letter = _Letter(folded(text), folded("\n".join(concern.text for concern in concerns)))
    scores = {topic.id: _by_words(letter, topic, tuple(topics)) for topic in topics}
    _add_past(scores, text, past)
    best = sorted(topics, key=lambda topic: -scores[topic.id].points)[:_MOST_GUESSES]
    whole = sum(score.points for score in scores.values())
    return tuple(
        Guess(topic.id, confidence_of(scores[topic.id].points / whole), _reason(topic, scores[topic.id]))
        for topic in best
        if scores[topic.id].points > 0
    )


def guess_office(guesses: Sequence[Guess], topics: Sequence[Topic]) -> Guess | None:
    """The office of the best topic, as sure as all guesses that lead to it together; ``None`` without a topic."""
    known = {topic.id: topic for topic in topics}
    best = known.get(guesses[0].value) if guesses else None
    if best is None or not best.office:
        return None
    wrong = math.prod(1 - guess.confidence for guess in guesses if known[guess.value].office == best.office)
    return Guess(best.office, 1 - wrong, f"分類「{best.label}」を担当する課です。")


def words_of(text: str, *, topic_id: str, topics: Sequence[Topic]) -> tuple[str, ...]:
    """The words of a topic that stand in the text."""
    letter = folded(text)
    return tuple(
        word for topic in topics if topic.id == topic_id for word in _widest(_found(letter, topic.words))
    )


def _found(letter: str, words: Iterable[str]) -> Iterator[str]:
    return (word for word in words if _stands_in(word, letter))


def _by_words(letter: _Letter, topic: Topic, topics: tuple[Topic, ...]) -> _Score:
    shared = _shared(topics)
    score = _Score(points=_OF_A_PART * _by_parts(letter, topic, topics))
    for word in _widest(_found(letter.written, topic.words)):
        weight = _telling(word) / shared[folded(word)]
        score.points += weight * (_WITHIN_A_CONCERN if _stands_in(word, letter.asked) else 1.0)
        score.words.append(word)
    return score


def _by_parts(letter: _Letter, topic: Topic, topics: tuple[Topic, ...]) -> float:
    """How many pairs of characters of the topic's words the letter holds, those of few topics counting more."""
    shared = _parts(topics)
    own = (part for part in _parts((topic,)) if shared[part] <= _MOST_SHARING)
    return sum(1 / shared[part] for part in own if part in letter.written)


def _telling(word: str) -> float:
    """Longer words tell more; a Latin one, as "AI" or "USB", stands for a whole word."""
    return math.sqrt(6 if word.isascii() else min(len(word), 6))


def _widest(found: Iterable[str]) -> list[str]:
    """The words found that are no part of another one."""
    words = list(found)
    return [word for word in words if not any(word != other and word in other for other in words)]


@lru_cache(maxsize=256)
def _shared(topics: tuple[Topic, ...]) -> Counter[str]:
    """Under how many topics each word stands."""
    return Counter(word for topic in topics for word in {folded(word) for word in topic.words})


@lru_cache(maxsize=256)
def _parts(topics: tuple[Topic, ...]) -> Counter[str]:
    """Under how many topics each pair of Chinese characters stands within a word."""
    return Counter(
        part for topic in topics for part in {part for word in topic.words for part in _PAIR.findall(word)}
    )


def _stands_in(word: str, letter: str) -> bool:
    """Whether a word stands in a folded letter; a Latin one only as a whole word."""
    return bool(_pattern(word).search(letter)) if word.isascii() else _written(word) in letter


@lru_cache(maxsize=8192)
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(pattern_for(word))


@lru_cache(maxsize=8192)
def _written(word: str) -> str:
    return folded(word)


def _add_past(scores: dict[str, _Score], text: str, past: Sequence[Answered]) -> None:
    alike = zip(Likeness([case.text for case in past]).to(text), past, strict=True)
    nearest = sorted(alike, key=lambda pair: -pair[0])[:_NEIGHBOURS]
    for likeness, case in nearest:
        if likeness >= _LEAST_ALIKE and case.topic in scores:
            scores[case.topic].points += _OF_A_PAST_CASE * likeness
            scores[case.topic].alike += 1


def _reason(topic: Topic, score: _Score) -> str:
    told = "".join(f"「{word}」" for word in score.words[:_MOST_WORDS_TOLD])
    by_words = f"{told}の語が「{topic.label}」に当たります。" if told else ""
    by_past = f"似た案件{score.alike}件が「{topic.label}」でした。" if score.alike else ""
    return by_words + by_past or f"「{topic.label}」の語彙に似た言葉があります。"
