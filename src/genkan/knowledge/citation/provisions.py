"""Whether a text has a paragraph and an item, by the numbers that are printed in it."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from genkan.knowledge.text.numerals import number_of

_CUT = "（略）"
_PARAGRAPH = re.compile(r"^(?P<number>[0-9０-９]{1,3})[　 ]", re.MULTILINE)
_ITEM = re.compile(
    r"^[　 ]*(?P<number>[一二三四五六七八九十百]+(?:の[一二三四五六七八九十]+)*)[　 ]", re.MULTILINE
)
_FIRST = re.compile(r"(?:[1１2２①]|第?一|イ|[（(][1１一])[^　 。、]{0,8}[　 ]")
_SECOND = re.compile(r"[2２][　 ]")


class Presence(StrEnum):
    """Whether a paragraph or an item is in an article; ``UNKNOWN`` where its lines do not say what they are."""

    THERE = "there"
    MISSING = "missing"
    UNKNOWN = "unknown"


def is_numbered(lines: Sequence[str]) -> bool:
    """Whether the lines of an article bear the numbers of its paragraphs and items, as printed.

    A single line has no need of one. The lines of a corpus without numbers are paragraphs, items or sentences alike.
    """
    below = lines[1:]
    return not below or _FIRST.match(below[0]) is not None or any(map(_SECOND.match, below))


def provision_in(text: str, *, paragraph: int | None, item: str | None, is_numbered: bool) -> Presence:
    """Whether the paragraph and the item (``3_2``: 第三号の二) are there; what a cut text no longer shows counts as there.

    Without a paragraph the item is looked for in the first.
    """
    number = 1 if paragraph is None else paragraph
    if _CUT in text or (number == 1 and item is None):
        return Presence.THERE
    if number and not is_numbered:
        return _by_lines(text, number, item)
    paragraphs = _paragraphs(text)
    found = number in paragraphs and (item is None or item in paragraphs[number])
    return Presence.THERE if found else Presence.MISSING


def _by_lines(text: str, paragraph: int, item: str | None) -> Presence:
    """More paragraphs and items than lines cannot be; which of the lines is one is not known."""
    needed = paragraph + (int(item.partition("_")[0]) if item else 0)
    return Presence.MISSING if needed > text.count("\n") + 1 else Presence.UNKNOWN


@lru_cache(maxsize=256)
def _paragraphs(text: str) -> Mapping[int, frozenset[str]]:
    """The items of each paragraph, by their numbers; read once for all references to an article."""
    starts = {1: 0} | {(number_of(m["number"]) or 0): m.start() for m in _PARAGRAPH.finditer(text)}
    order = sorted(starts, key=starts.__getitem__)
    places = pairwise([*(starts[number] for number in order), len(text)])
    return {number: _items(text[start:end]) for number, (start, end) in zip(order, places, strict=True)}


def _items(paragraph: str) -> frozenset[str]:
    numbers = (match["number"].split("の") for match in _ITEM.finditer(paragraph))
    return frozenset("_".join(str(number_of(part)) for part in parts) for parts in numbers)
