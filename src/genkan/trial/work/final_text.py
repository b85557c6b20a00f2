"""How far the text that was used is from the answer (最終稿との比較). Pure; no text is kept."""

import re
from typing import NamedTuple

from genkan.kit import edit_distance, normalise_newlines

LONGEST_COMPARED = 50_000
_MARKS = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+)|\*\*|__|`+|\[\d{1,3}\]", re.MULTILINE)
_WHITE = re.compile(r"[ \t　]+$", re.MULTILINE)


class FinalMeasure(NamedTuple):
    """Lengths of both texts as they read, and how many characters were put in, taken out or replaced.

    The distance is ``None`` where a text is longer than ``LONGEST_COMPARED`` characters.
    """

    answer_characters: int
    final_characters: int
    edit_distance: int | None


def measure_final(answer: str, final: str) -> FinalMeasure:
    """Compare two texts as they read: without marks of Markdown, numbers of sources and blank lines."""
    first, second = as_read(answer), as_read(final)
    fits = max(len(first), len(second)) <= LONGEST_COMPARED
    return FinalMeasure(len(first), len(second), edit_distance(first, second) if fits else None)


def as_read(text: str) -> str:
    """The text without what a reader of the finished page does not see."""
    plain = _WHITE.sub("", _MARKS.sub("", normalise_newlines(text)))
    return "\n".join(line for line in plain.split("\n") if line.strip())
