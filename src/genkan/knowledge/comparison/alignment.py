"""Two sequences put side by side: what is equal first, then what is most alike in the gaps between. Pure functions."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

_ALIKE = 0.4
_MOST_PAIRS = 20_000

T = TypeVar("T", bound=Hashable)


def aligned(
    old: Sequence[T], new: Sequence[T], *, likeness: Callable[[T, T], float], key: Callable[[T], str]
) -> Iterator[tuple[T | None, T | None]]:
    """The members of both in their order, each once, beside its partner or ``None``; old ones stand on the left.

    ``likeness`` is from 0 to 1; members less alike than 0.4 are no partners. Where a gap is too large for comparing
    each with each, those of one ``key`` are partners.
    """
    for gap_old, gap_new in _gaps(old, new, old, new):
        if gap_old == gap_new:
            yield from zip(gap_old, gap_new, strict=True)
        elif len(gap_old) * len(gap_new) <= _MOST_PAIRS:
            yield from _paired(gap_old, gap_new, likeness)
        else:
            keys = [key(member) for member in gap_old], [key(member) for member in gap_new]
            for part_old, part_new in _gaps(gap_old, gap_new, *keys):
                yield from _side_by_side(part_old, part_new)


def _gaps(
    old: Sequence[T], new: Sequence[T], old_keys: Sequence[Hashable], new_keys: Sequence[Hashable]
) -> Iterator[tuple[Sequence[T], Sequence[T]]]:
    """The stretches of both that have the same keys, and those between."""
    matcher = SequenceMatcher(None, old_keys, new_keys, autojunk=False)
    for _, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        yield old[old_start:old_end], new[new_start:new_end]


def _side_by_side(old: Sequence[T], new: Sequence[T]) -> Iterator[tuple[T | None, T | None]]:
    if len(old) == len(new):
        yield from zip(old, new, strict=True)
    else:
        yield from ((member, None) for member in old)
        yield from ((None, member) for member in new)


def _paired(
    old: Sequence[T], new: Sequence[T], likeness: Callable[[T, T], float]
) -> Iterator[tuple[T | None, T | None]]:
    """The partners that are together most alike, crossing none."""
    scores = _scores(old, new, likeness)
    place, other = 0, 0
    while place < len(old) and other < len(new):
        score = scores[place][other]
        if score == scores[place + 1][other]:
            yield old[place], None
            place += 1
        elif score == scores[place][other + 1]:
            yield None, new[other]
            other += 1
        else:
            yield old[place], new[other]
            place, other = place + 1, other + 1
    yield from ((member, None) for member in old[place:])
    yield from ((None, member) for member in new[other:])


def _scores(old: Sequence[T], new: Sequence[T], likeness: Callable[[T, T], float]) -> list[list[float]]:
    """How alike the rest of both can be at most, from each pair of places on.

    Squares, so that one pair that is nearly the same counts more than two that have little in common.
    """
    scores = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for place in range(len(old) - 1, -1, -1):
        for other in range(len(new) - 1, -1, -1):
            alike = likeness(old[place], new[other])
            together = alike**2 + scores[place + 1][other + 1] if alike >= _ALIKE else 0.0
            scores[place][other] = max(together, scores[place + 1][other], scores[place][other + 1])
    return scores
