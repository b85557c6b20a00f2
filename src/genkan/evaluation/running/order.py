"""The order of a run: every question goes to all contestants before the next one, and each contestant is first in turn."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Slot(NamedTuple):
    """One question to one contestant; ``repetition`` counts from 1."""

    question_key: str
    contestant_key: str
    repetition: int


def interleaved(questions: Sequence[str], contestants: Sequence[str], *, repetitions: int) -> Iterator[Slot]:
    """All slots in their order. Nobody gets all of its questions at the worst hour, nor is always the last."""
    for repetition in range(1, repetitions + 1):
        for number, question in enumerate(questions):
            first = (number + repetition - 1) % len(contestants)
            for contestant in (*contestants[first:], *contestants[:first]):
                yield Slot(question, contestant, repetition)
