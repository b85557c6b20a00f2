"""Sequences of words, each with its conditions."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from genkan.apps.official_writing.passage import Passage, Spot
from genkan.apps.official_writing.rule import Condition, Rule
from genkan.apps.official_writing.word import Word


class Anchored(NamedTuple):
    """A sequence of a rule, and which of its words is looked up first."""

    rule: Rule
    conditions: tuple[Condition, ...]
    anchor: int


Anchors = dict[str, list[Anchored]]


def by_anchor(rules: Sequence[Rule]) -> Anchors:
    """The sequences by the surfaces or dictionary forms of their marked words, so that most words are passed by."""
    anchors: Anchors = {}
    for rule in rules:
        for conditions in rule.sequences:
            anchor = next(number for number, each in enumerate(conditions) if each.is_marked)
            for key in _keys(conditions[anchor]):
                anchors.setdefault(key, []).append(Anchored(rule, conditions, anchor))
    return anchors


def find_sequences(passage: Passage, anchors: Anchors) -> Iterator[tuple[Rule, Spot]]:
    """Every sequence that holds, with its marked words as the place."""
    for number, word in enumerate(passage.words):
        for key in {f"is {word.surface}", f"base {word.base}"}:
            for anchored in anchors.get(key, ()):
                spot = _match(passage.words, number - anchored.anchor, anchored.conditions)
                if spot:
                    yield anchored.rule, spot


def _keys(condition: Condition) -> list[str]:
    if condition.surface:
        return [f"is {surface}" for surface in condition.surface.split("|")]
    return [f"base {base}" for base in condition.base.split("|")]


def _match(words: Sequence[Word], first: int, conditions: Sequence[Condition]) -> Spot | None:
    if first < 0 or first + len(conditions) > len(words):
        return None
    pairs = list(zip(words[first : first + len(conditions)], conditions, strict=True))
    if not all(_holds(word, condition) for word, condition in pairs):
        return None
    marked = [(word, condition) for word, condition in pairs if condition.is_marked]
    written = "".join(_written(word, condition) for word, condition in marked)
    return Spot(marked[0][0].start, marked[-1][0].end, (written,))


def _holds(word: Word, condition: Condition) -> bool:
    return (
        _is_one_of(word.surface, condition.surface)
        and _is_one_of(word.base, condition.base)
        and _begins(word.pos, condition.pos)
        and _begins(word.kind, condition.kind)
        and _begins(word.form, condition.form)
        and not {word.surface, word.base}.intersection(condition.absent.split("|"))
        and word.surface.startswith(condition.swap.partition("=")[0])
    )


def _is_one_of(text: str, alternatives: str) -> bool:
    return not alternatives or text in alternatives.split("|")


def _begins(text: str, alternatives: str) -> bool:
    return not alternatives or text.startswith(tuple(alternatives.split("|")))


def _written(word: Word, condition: Condition) -> str:
    if condition.to:
        return condition.to
    left, _, right = condition.swap.partition("=")
    return right + word.surface[len(left) :]
