"""Paragraphs of the article that is read: 「前項」, 「前二項」, 「第三項」, and how items are numbered."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from genkan.knowledge.text.numerals import number_of

_OWN = re.compile(
    r"前項|次項|前(?P<several>[二三四五六七八九])項|第(?P<number>[一二三四五六七八九十0-9０-９]+)項"
)
_ITEM = re.compile(
    r"(?P<main>[一二三四五六七八九十百0-9０-９]+)(?P<branches>(?:の[一二三四五六七八九十0-9０-９]+)*)"
)
_STEPS = {"前項": -1, "次項": 1}


class OwnParagraph(NamedTuple):
    """A piece of text that means a paragraph of its own article."""

    start: int
    end: int
    paragraph: int


def own_paragraphs(text: str, *, start: int, end: int, paragraph: int) -> Iterator[OwnParagraph]:
    """What may mean another paragraph between two places of a text that stands in ``paragraph``."""
    for match in _OWN.finditer(text, start, end):
        meant = _meant(match, paragraph)
        if meant > 0:
            yield OwnParagraph(*match.span(), meant)


def item_number(printed: str) -> str:
    """「三」 and 「三の二」 as references count them: ``3`` and ``3_2``; empty for 「イ」."""
    match = _ITEM.fullmatch(printed)
    if match is None:
        return ""
    numerals = [match["main"], *match["branches"].split("の")[1:]]
    return "_".join(str(number_of(numeral)) for numeral in numerals)


def _meant(match: re.Match[str], paragraph: int) -> int:
    """The number of the paragraph meant; of several the first."""
    if match["number"]:
        return number_of(match["number"]) or 0
    if match["several"]:
        return paragraph - (number_of(match["several"]) or 0)
    return paragraph + _STEPS[match.group()]
