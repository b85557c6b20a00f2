"""Who marks which answer, and in which order: drawn from a stored seed, so that anyone can repeat it (割当てと順序).

Pure: the same task, markers, conflicts and seed give the same order on every machine.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from genkan.evaluation.marking.task import MARKERS_OF_AN_ANSWER

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as ordering sees it."""

    answer_id: str
    question: str
    party: str


@dataclass(frozen=True, slots=True)
class Place:
    """An answer in the order of a marker, from 1; ``turn`` is 1 where it is shown again."""

    person_id: str
    answer_id: str
    position: int
    turn: int


def assign(
    answers: Sequence[Given], *, markers: Collection[str], conflicts: Mapping[str, Collection[str]], seed: str
) -> dict[str, list[Given]]:
    """The answers of each marker: two for every answer, evenly, and none with a declared conflict.

    ``conflicts`` are the parties of each marker. Raises ``LookupError`` with the number of answers for which there
    are not two.
    """
    load = Counter(dict.fromkeys(markers, 0))
    given: dict[str, list[Given]] = {marker: [] for marker in sorted(markers)}
    without = 0
    for answer in _shuffled(answers, seed, "answers"):
        fit = [
            marker for marker in given if not answer.party or answer.party not in conflicts.get(marker, ())
        ]
        chosen = sorted(fit, key=lambda marker: (load[marker], _draw(seed, answer.answer_id, marker)))
        without += len(chosen) < MARKERS_OF_AN_ANSWER
        for marker in chosen[:MARKERS_OF_AN_ANSWER]:
            given[marker].append(answer)
            load[marker] += 1
    if without:
        raise LookupError(without)
    return given


def order(answers: Sequence[Given], *, person_id: str, seed: str, duplicate_percent: int) -> list[Place]:
    """The order of one marker: question by question, the answers of each shuffled, some of them again.

    An answer that is shown again stands at least two others later in its question, as far as there are so many.
    """
    questions = _shuffled(sorted({answer.question for answer in answers}), seed, person_id)
    again = _repeated(answers, person_id=person_id, seed=seed, duplicate_percent=duplicate_percent)
    turns: list[tuple[str, int]] = []
    for question in questions:
        own = [answer.answer_id for answer in answers if answer.question == question]
        turns += _with_repeats(_shuffled(own, seed, person_id), again, seed=seed + person_id)
    return [
        Place(person_id, answer_id, place, turn) for place, (answer_id, turn) in enumerate(turns, start=1)
    ]


def _repeated(answers: Sequence[Given], *, person_id: str, seed: str, duplicate_percent: int) -> set[str]:
    count = round(len(answers) * duplicate_percent / 100)
    if duplicate_percent and answers:
        count = max(1, count)
    drawn = _shuffled([answer.answer_id for answer in answers], seed, person_id + "again")
    return set(drawn[:count])


def _with_repeats(own: Sequence[str], again: Collection[str], *, seed: str) -> list[tuple[str, int]]:
    turns = [(answer_id, 0) for answer_id in own]
    for answer_id in own:
        if answer_id in again:
            first = turns.index((answer_id, 0))
            earliest = min(first + 3, len(turns))
            place = earliest + int(_draw(seed, answer_id, "place"), 16) % (len(turns) - earliest + 1)
            turns.insert(place, (answer_id, 1))
    return turns


def draw_third(
    candidates: Collection[str], *, load: Mapping[str, int], seed: str, answer_id: str
) -> str | None:
    """Who decides on an answer: of the candidates the one with the fewest decisions so far; ``None`` of nobody."""
    ordered = sorted(candidates, key=lambda person: (load.get(person, 0), _draw(seed, answer_id, person)))
    return next(iter(ordered), None)


def _draw(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _shuffled(things: Sequence[Thing], seed: str, purpose: str) -> list[Thing]:
    return sorted(things, key=lambda thing: _draw(seed, purpose, repr(thing)))
