"""Which topic a letter is about, by its words and by past cases, each proposal with its reason."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from genkan.inquiry.sorting.calibration import confidence_of
from genkan.inquiry.sorting.folding import folded
from genkan.inquiry.sorting.past import Past
from genkan.inquiry.sorting.proposal import Answered, Concern, Guess, Topic
from genkan.inquiry.sorting.reason import Reason, Why
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
    text: str, *, concerns: Sequence[Concern], topics: Sequence[Topic], past: Past | Sequence[Answered] = ()
) -> tuple[Guess, ...]:
    """At most three topics, best first; none where no word of any topic occurs and no past case is alike."""
    letter = _Letter(folded(text), folded("\n".join(concern.text for concern in concerns)))
    known = zip(topics, _vocabulary(tuple(topics)), strict=True)
    scores = {topic.id: _by_words(letter, vocabulary) for topic, vocabulary in known}
    _add_past(scores, text, past)
    best = sorted(topics, key=lambda topic: -scores[topic.id].points)[:_MOST_GUESSES]
    whole = sum(score.points for score in scores.values())
    return tuple(
        Guess(
            topic.id,
            confidence_of(scores[topic.id].points / whole),
            reasons=_reasons(topic, scores[topic.id]),
        )
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
    reason = Reason(Why.TOPIC_OFFICE, {"topic": best.label})
    return Guess(best.office, 1 - wrong, reasons=(reason,))


def words_of(text: str, *, topic_id: str, topics: Sequence[Topic]) -> tuple[str, ...]:
    """The words of a topic that stand in the text."""
    letter = folded(text)
    return tuple(
        word.word
        for topic in topics
        if topic.id == topic_id
        for word in _widest(_found(letter, _vocabulary((topic,))[0].words))
    )


@dataclass(frozen=True)
class _Word:
    """A word of a topic as it is searched for: a Latin one by its pattern, another by its characters."""

    word: str
    written: str
    pattern: re.Pattern[str] | None
    weight: float

    def stands_in(self, letter: str) -> bool:
        """Whether the word stands in a folded letter; a Latin one only as a whole word."""
        return bool(self.pattern.search(letter)) if self.pattern else self.written in letter


@dataclass(frozen=True)
class _Vocabulary:
    """What speaks for a topic beside others: its words, and the pairs of characters within them, with their weights."""

    words: tuple[_Word, ...]
    parts: tuple[tuple[str, float], ...]


@lru_cache(maxsize=256)
def _vocabulary(topics: tuple[Topic, ...]) -> tuple[_Vocabulary, ...]:
    """The vocabulary of each topic; what stands under several counts less for each."""
    shared = Counter(word for topic in topics for word in {folded(word) for word in topic.words})
    parts = Counter(part for topic in topics for part in _parts(topic))
    return tuple(
        _Vocabulary(
            tuple(_word(word, sharing=shared[folded(word)]) for word in topic.words),
            tuple((part, 1 / parts[part]) for part in _parts(topic) if parts[part] <= _MOST_SHARING),
        )
        for topic in topics
    )


def _parts(topic: Topic) -> dict[str, None]:
    """The pairs of Chinese characters within the words of a topic."""
    return dict.fromkeys(part for word in topic.words for part in _PAIR.findall(word))


def _word(word: str, *, sharing: int) -> _Word:
    """Longer words tell more; a Latin one, as "AI" or "USB", stands for a whole word."""
    pattern = re.compile(pattern_for(word)) if word.isascii() else None
    return _Word(word, folded(word), pattern, math.sqrt(6 if word.isascii() else min(len(word), 6)) / sharing)


def _found(letter: str, words: Iterable[_Word]) -> Iterator[_Word]:
    return (word for word in words if word.stands_in(letter))


def _by_words(letter: _Letter, vocabulary: _Vocabulary) -> _Score:
    parts = sum(weight for part, weight in vocabulary.parts if part in letter.written)
    score = _Score(points=_OF_A_PART * parts)
    for word in _widest(_found(letter.written, vocabulary.words)):
        score.points += word.weight * (_WITHIN_A_CONCERN if word.stands_in(letter.asked) else 1.0)
        score.words.append(word.word)
    return score


def _widest(found: Iterable[_Word]) -> list[_Word]:
    """The words found that are no part of another one."""
    words = list(found)
    return [
        one for one in words if not any(one.word != other.word and one.word in other.word for other in words)
    ]


def _add_past(scores: dict[str, _Score], text: str, past: Past | Sequence[Answered]) -> None:
    known = past if isinstance(past, Past) else Past(tuple(past))
    alike = zip(known.likeness.to(text), known.cases, strict=True)
    nearest = sorted(alike, key=lambda pair: -pair[0])[:_NEIGHBOURS]
    for likeness, case in nearest:
        if likeness >= _LEAST_ALIKE and case.topic in scores:
            scores[case.topic].points += _OF_A_PAST_CASE * likeness
            scores[case.topic].alike += 1


def _reasons(topic: Topic, score: _Score) -> tuple[Reason, ...]:
    told = "".join(f"「{word}」" for word in score.words[:_MOST_WORDS_TOLD])
    of_topic = {"topic": topic.label}
    by_words = (Reason(Why.TOPIC_WORDS, {"words": told, **of_topic}),) if told else ()
    by_past = (Reason(Why.TOPIC_PAST, {"count": str(score.alike), **of_topic}),) if score.alike else ()
    return (*by_words, *by_past) or (Reason(Why.TOPIC_PARTS, of_topic),)
