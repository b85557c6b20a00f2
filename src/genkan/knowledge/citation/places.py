"""Where in an answer things stand: code, citations, sentences, quotations."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_CODE = re.compile(
    r"^[ ]{0,3}(?P<fence>`{3,}+|~{3,}+)[^\n]*\n(?:.*?\n)?[ ]{0,3}(?P=fence)[`~]*[ \t]*$"
    r"|^[ ]{0,3}(?:`{3,}+|~{3,}+).*\Z"
    r"|(?P<ticks>`++)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)",
    re.DOTALL | re.MULTILINE,
)
_DRAWN = re.compile(r"(?<!\\)\[([1-9][0-9]{0,2})\]")
_MARKER = re.compile(
    r"(?<!\\)[\[［【]\s*(?P<numbers>[0-9０-９]{1,3}(?:\s*[,、，]\s*[0-9０-９]{1,3})*)\s*[\]］】]"
)
_OPENING, _CLOSING = "「『“", "」』”"
_PAIRS = dict(zip(_OPENING, _CLOSING, strict=True))
_END = re.compile(r"[。！？!?]|\n+")
_EMPTY_LINE = re.compile(r"\n[ \t　]*\n")
_QUOTED_LINES = re.compile(r"^[ \t]*(?P<lines>>.*(?:\n[ \t]*>.*)*)", re.MULTILINE)
_TRAILING = re.compile(rf"(?:[ \t　]*(?:{_MARKER.pattern.replace('?P<numbers>', '?:')}|[」』”）)*_]))*")
_STRAIGHT = re.compile(r'"(?P<words>[^"\n]{2,400})"')


class Place(NamedTuple):
    """From ``start`` up to ``end`` of a text."""

    start: int
    end: int

    def holds(self, place: int) -> bool:
        """Whether a position lies within."""
        return self.start <= place < self.end


@dataclass(frozen=True)
class Citation:
    """``[n]`` in an answer. ``nth`` counts the citations that a page draws as links, ``None`` for other spellings."""

    number: int
    place: Place
    nth: int | None


def parse_citations(text: str) -> tuple[Citation, ...]:
    """Every ``[1]``, ``［１］``, ``[1, 2]`` and ``【1】`` outside code, in order; numbers of four digits are years.

    A number that one of them says twice counts once.
    """
    code = mask(text, code_places(text))
    drawn = {match.start(): nth for nth, match in enumerate(_outside(_DRAWN, text, code))}
    citations: list[Citation] = []
    for match in _outside(_MARKER, text, code):
        place = Place(*match.span())
        numbers = dict.fromkeys(int(number) for number in re.findall(r"[0-9０-９]+", match["numbers"]))
        citations += [Citation(number, place, drawn.get(place.start)) for number in numbers]
    return tuple(citations)


def code_places(text: str) -> tuple[Place, ...]:
    """Blocks and spans of code, in which nothing is a citation; an open block reaches to the end."""
    return tuple(Place(*match.span()) for match in _CODE.finditer(text))


def quotations(text: str) -> tuple[Place, ...]:
    """The words between outermost quotation marks, without the marks, and blocks of ``>`` lines.

    A quotation may go over several sentences and lines, but not over an empty line; marks without a partner
    quote nothing.
    """
    bracketed = (place for block in _blocks(text) for place in _outermost(text, block))
    found = [*bracketed, *_places(_STRAIGHT, text, "words"), *_places(_QUOTED_LINES, text, "lines")]
    return tuple(_without_inner(found))


def sentences(text: str, *, quoted: Sequence[Place]) -> tuple[Place, ...]:
    """The sentences, each with the citations behind its full stop; within a quotation none ends."""
    inside = mask(text, quoted)
    ends = [_behind(text, m.end()) for m in _END.finditer(text) if not inside[m.start()]]
    borders = [0, *dict.fromkeys(ends), len(text)]
    return tuple(Place(start, end) for start, end in pairwise(borders) if text[start:end].strip())


def mask(text: str, places: Sequence[Place]) -> bytearray:
    """One byte for each character and one more: 1 within the places, 0 elsewhere."""
    inside = bytearray(len(text) + 1)
    for start, end in places:
        inside[start:end] = b"\1" * (end - start)
    return inside


def _outside(pattern: re.Pattern[str], text: str, code: bytearray) -> Iterator[re.Match[str]]:
    return (match for match in pattern.finditer(text) if not code[match.start()])


def _blocks(text: str) -> Iterator[Place]:
    start = 0
    for empty in _EMPTY_LINE.finditer(text):
        yield Place(start, empty.start())
        start = empty.end()
    yield Place(start, len(text))


def _outermost(text: str, block: Place) -> Iterator[Place]:
    """Pairs of marks, nested ones left out; an opening mark that never closes hides nothing."""
    opened: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()
    pairs: list[Place] = []
    for place in range(*block):
        character = text[place]
        if character in _PAIRS:
            opened.append((_PAIRS[character], place + 1))
            waiting[_PAIRS[character]] += 1
        elif waiting[character]:
            pairs.append(Place(_opening(opened, waiting, character), place))
    return _without_inner(pairs)


def _opening(opened: list[tuple[str, int]], waiting: Counter[str], closing: str) -> int:
    """Where the words before a closing mark begin; marks opened since then have no partner."""
    while True:
        expected, start = opened.pop()
        waiting[expected] -= 1
        if expected == closing:
            return start


def _places(pattern: re.Pattern[str], text: str, group: str) -> Iterator[Place]:
    return (Place(*match.span(group)) for match in pattern.finditer(text))


def _without_inner(places: Iterable[Place]) -> Iterator[Place]:
    """The places in order, without those that lie within another."""
    reached = -1
    for place in sorted(set(places), key=lambda place: (place.start, -place.end)):
        if place.end > reached:
            yield place
            reached = place.end


def _behind(text: str, place: int) -> int:
    match = _TRAILING.match(text, place)
    return match.end() if match else place
