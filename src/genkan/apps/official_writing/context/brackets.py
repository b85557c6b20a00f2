"""Brackets: each has its partner, and 「」 inside 「」 is 『』."""

import re
from collections.abc import Iterator

from genkan.apps.official_writing.passage import Passage, Spot
from genkan.apps.official_writing.rule import Rule

_PAIRS = {"「": "」", "『": "』", "（": "）", "【": "】", "〔": "〕"}
_BRACKET = re.compile(r"[「」『』（）【】〔〕]|\n\s*\n")
_HALF_WIDTH = re.compile(r"\([^()\n]{0,300}[ぁ-んァ-ヶ一-鿿][^()\n]{0,300}\)")
_KAGI = re.compile(r"[「」]|\n")
_LONGEST = 300
# 「a）」 and 「１）」 number a list and open nothing.
_NUMBERING = re.compile(r"(?:^|\n)[\s　]*[0-9０-９A-Za-zａ-ｚア-ン①-⑳]{1,3}$")


def unpaired(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """A bracket that nothing closes or opens within its paragraph."""
    opened: list[re.Match[str]] = []
    for bracket in _BRACKET.finditer(passage.marked):
        character = bracket.group()
        if len(character) > 1:
            yield from (Spot(*each.span()) for each in opened)
            opened.clear()
        elif character in _PAIRS:
            opened.append(bracket)
        elif opened and _PAIRS[opened[-1].group()] == character:
            opened.pop()
        elif not _NUMBERING.search(passage.marked, max(0, bracket.start() - 8), bracket.start()):
            yield Spot(*bracket.span())
    yield from (Spot(*each.span()) for each in opened)


def half_width(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """Half-width parentheses around Japanese."""
    for match in _HALF_WIDTH.finditer(passage.text):
        start, end = match.span()
        yield Spot(start, end, (f"（{passage.written[start + 1 : end - 1]}）",))


def nested(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """「…「…」…」: what stands inside becomes 『…』, once its outer bracket is closed on the same line."""
    opened: list[tuple[int, list[Spot]]] = []
    for bracket in _KAGI.finditer(passage.marked):
        if bracket.group() == "\n":
            opened.clear()
        elif bracket.group() == "「":
            opened.append((bracket.start(), []))
        elif opened:
            start, inside = opened.pop()
            yield from inside
            if opened:
                opened[-1][1].append(Spot(start, bracket.end(), _in_double(passage, start, bracket.start())))


def _in_double(passage: Passage, start: int, end: int) -> tuple[str, ...]:
    short = end - start <= _LONGEST
    return (f"『{passage.written[start + 1 : end]}』",) if short else ()
