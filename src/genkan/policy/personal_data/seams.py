"""Where one text ends and the next begins: what a reader puts together that stands in two of them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

import msgspec

from genkan.policy.personal_data.folding import may_hold_numbers_or_addresses

_REACH = 40
_HEAD = 24
_BEGINNING = 6
_MOST_PARTS = 6
_BETWEEN = 2


class Part(NamedTuple):
    """``text[start:]`` of the text with this ``number`` stands at ``place`` of the seam."""

    number: int
    start: int
    place: int


class Seam(NamedTuple):
    """The end of one text, or of several that are short, with the beginning of another."""

    text: str
    parts: tuple[Part, ...]

    @property
    def border(self) -> int:
        """Where the last text begins."""
        return self.parts[-1].place


def seams(texts: Sequence[str]) -> Iterator[Seam]:
    """The seams at which a number could go on or be named: those before a text that begins with digits.

    A text that follows after another one is looked at too: between two questions of a person stands an answer.
    """
    for number in range(1, len(texts)):
        if may_hold_numbers_or_addresses(texts[number][:_BEGINNING]):
            yield _seam(texts, list(_before(texts, number)), number)
            if number >= _BETWEEN:
                yield _seam(texts, list(_before(texts, number, step=_BETWEEN)), number)


def leaves(text: str) -> str:
    """The strings of a JSON document one after another, without names and numbers; empty where there is no document."""
    if text.lstrip()[:1] not in {"{", "["}:
        return ""
    try:
        document: object = msgspec.json.decode(text, strict=False)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return ""
    found = list(_strings(document))
    return " ".join(found) if len(found) > 1 else ""


def _before(texts: Sequence[str], number: int, *, step: int = 1) -> Iterator[int]:
    """The texts before, nearest first, as long as they are so short that a value may have begun before them."""
    length = 0
    for other in range(number - step, max(-1, number - step * _MOST_PARTS), -step):
        yield other
        length += len(texts[other])
        if length > _HEAD:
            return


def _seam(texts: Sequence[str], before: Sequence[int], number: int) -> Seam:
    pieces: list[str] = []
    parts: list[Part] = []
    place = 0
    for index in (*reversed(before), number):
        start = 0 if index == number else max(0, len(texts[index]) - _REACH)
        piece = texts[index][start : start + _REACH].rstrip("\n")
        parts.append(Part(index, start, place))
        pieces.append(piece)
        place += len(piece) + 1
    return Seam(" ".join(pieces), tuple(parts))


def _strings(document: object) -> Iterator[str]:
    """In the order of the document, however deep it is."""
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting.extend(reversed(list(cast("dict[str, object]", value).values())))
        elif isinstance(value, list):
            waiting.extend(reversed(cast("list[object]", value)))
