"""Vertical writing: characters to columns, columns from right to left."""

import itertools
from collections.abc import Sequence
from statistics import median

from genkan.knowledge.parse.pdf.pdfium import Placed

_LEAST = 8
_SHARE = 0.6
_GAP = 1.6


def is_vertical(characters: Sequence[Placed]) -> bool:
    """Whether most characters stand below the one before, not beside it."""
    pairs = list(itertools.pairwise(characters))
    if len(pairs) < _LEAST:
        return False
    below = sum(
        abs(after.middle - before.middle) < 0.5 * max(before.width, after.width, 1)
        and after.top <= before.top - 0.3 * max(before.top - before.bottom, 1)
        for before, after in pairs
    )
    return below / len(pairs) > _SHARE


def columns(characters: Sequence[Placed]) -> list[str]:
    """The columns from right to left, each read downwards; a gap of a character is a space."""
    found: list[list[Placed]] = []
    for placed in sorted(characters, key=lambda each: -each.middle):
        if found and abs(found[-1][0].middle - placed.middle) < 0.6 * max(
            found[-1][0].width, placed.width, 1
        ):
            found[-1].append(placed)
        else:
            found.append([placed])
    return [_downwards(sorted(column, key=lambda each: -each.top)) for column in found]


def _downwards(column: Sequence[Placed]) -> str:
    steps = [_centre(before) - _centre(after) for before, after in itertools.pairwise(column)]
    usual = median(steps) if steps else 0
    gaps = ["　" if step > _GAP * usual else "" for step in steps]
    return "".join(gap + placed.character for gap, placed in zip(["", *gaps], column, strict=True))


def _centre(placed: Placed) -> float:
    return (placed.top + placed.bottom) / 2
