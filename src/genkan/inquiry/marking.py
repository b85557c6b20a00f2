"""A letter in pieces, so that a page can mark concerns, personal data and what a person must see at once."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from genkan.inquiry.letter import Reading


@dataclass(frozen=True)
class Piece:
    """Some characters of a letter.

    ``concern`` is the number of the concern they belong to, 0 for none, and ``begins`` whether it begins here;
    ``personal`` and ``flag`` say in Japanese what was found there, empty for nothing.
    """

    text: str
    concern: int
    begins: bool
    personal: str
    flag: str


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    label: str


class _Spans:
    """Spans that do not overlap, to be asked what stands at a place."""

    def __init__(self, spans: Iterable[_Span]) -> None:
        self._spans = tuple(_apart(sorted(spans, key=lambda span: span.start)))
        self._starts = [span.start for span in self._spans]

    def edges(self) -> Iterator[int]:
        for span in self._spans:
            yield from (span.start, span.end)

    def at(self, place: int) -> str:
        number = bisect_right(self._starts, place) - 1
        return self._spans[number].label if number >= 0 and place < self._spans[number].end else ""


def pieces_of(text: str, reading: Reading) -> tuple[Piece, ...]:
    """The whole letter in its order."""
    concerns = _Spans(
        _Span(each.start, each.end, str(number))
        for number, each in enumerate(reading.proposal.concerns, start=1)
    )
    personal = _Spans(_Span(each.start, each.end, each.kind.value) for each in reading.personal_data)
    flags = _Spans(_Span(each.start, each.end, each.flag.label) for each in reading.proposal.flags)
    edges = {0, len(text), *concerns.edges(), *personal.edges(), *flags.edges()}
    places = sorted(edge for edge in edges if 0 <= edge <= len(text))
    return tuple(_pieces(text, places, concerns, personal, flags))


def _pieces(
    text: str, places: list[int], concerns: _Spans, personal: _Spans, flags: _Spans
) -> Iterator[Piece]:
    last = ""
    for start, end in pairwise(places):
        concern = concerns.at(start)
        yield Piece(
            text[start:end],
            concern=int(concern or 0),
            begins=bool(concern) and concern != last,
            personal=personal.at(start),
            flag=flags.at(start),
        )
        last = concern or last


def _apart(spans: Iterable[_Span]) -> Iterator[_Span]:
    """The spans without those parts that an earlier one covers."""
    reached = 0
    for span in spans:
        if span.end > reached:
            yield _Span(max(span.start, reached), span.end, span.label)
            reached = span.end
