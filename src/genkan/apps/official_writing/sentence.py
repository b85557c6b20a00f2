"""Sentences and what kind of line each stands in."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a sentence stands in."""

    PROSE = "prose"
    HEADING = "heading"
    LIST = "list"
    TABLE = "table"


class Sentence(NamedTuple):
    """A sentence from ``start`` to ``end``, its full stop included."""

    start: int
    end: int
    kind: Kind


_LINE = re.compile(r"[^\n]+")
_TABLE = re.compile(r"\s*+\|")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s|第[0-9０-９一二三四五六七八九十]+[　 章節款]|[^。]{1,40}$")
_LIST = re.compile(
    r"[\s　]*+(?:[-*+・•○●◯□■◆◇※]|[0-9０-９]{1,3}[.)．）　 ]|[（(][0-9０-９ア-ン一-十]{1,3}[)）]|[ア-ン][　 ]|[①-⑳])"
)
_STOP = re.compile(r"[（(「『]|[）)」』]|[。！？]+")
_OPENING = "（(「『"


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text; a line ends a sentence, a full stop inside brackets does not."""
    return tuple(
        sentence
        for line in _LINE.finditer(text)
        for sentence in _in_line(text, line.start(), line.end(), _kind(line.group()))
    )


def _kind(line: str) -> Kind:
    if _TABLE.match(line):
        return Kind.TABLE
    if _LIST.match(line):
        return Kind.LIST
    return Kind.HEADING if _HEADING.match(line) else Kind.PROSE


def _in_line(text: str, start: int, end: int, kind: Kind) -> Iterator[Sentence]:
    depth = 0
    for mark in _STOP.finditer(text, start, end):
        if mark.group() in _OPENING:
            depth += 1
        elif mark.group()[0] in "。！？":
            if depth == 0:
                yield Sentence(start, mark.end(), kind)
                start = mark.end()
        else:
            depth = max(0, depth - 1)
    if text[start:end].strip():
        yield Sentence(start, end, kind)
