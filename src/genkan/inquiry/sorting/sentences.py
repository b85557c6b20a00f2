"""A letter cut into sentences."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_END = re.compile(r"(?:[。！？!?]+[」』）)]*|(?<=[a-z0-9])\.(?=\s)|\n)\s*")
_SPACE = re.compile(r"\s*")


class Sentence(NamedTuple):
    """The words of a letter from ``start`` to ``end``, without space around them."""

    text: str
    start: int
    end: int


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in their order; a quotation within one does not end it."""
    return tuple(_cut(text))


def _cut(text: str) -> Iterator[Sentence]:
    start, depth, place = 0, 0, 0
    for end in _END.finditer(text):
        depth = max(0, depth + text.count("「", place, end.start()) - text.count("」", place, end.start()))
        place = end.start()
        if depth and "\n" not in end.group():
            continue
        depth = 0
        yield from _sentence(text, start, end.end())
        start = end.end()
    yield from _sentence(text, start, len(text))


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    start = _SPACE.match(text, start).end()  # pyright: ignore[reportOptionalMemberAccess]
    words = text[start:end].rstrip()
    if words:
        yield Sentence(words, start, start + len(words))
