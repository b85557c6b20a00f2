"""The names under which regulations are known, found in any text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from genkan.knowledge.text.normalise import normalise, normalise_with_places

_PREFIX = 2
_SHORTEST = 2


class NameFound(NamedTuple):
    """A known name from ``start`` to ``end`` of a text; ``key`` is its :func:`name_key`."""

    start: int
    end: int
    key: str


@dataclass(frozen=True)
class Names:
    """Titles and abbreviations, prepared so that a text is searched for all of them in one pass."""

    keys: frozenset[str]
    lengths: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, names: Iterable[str]) -> "Names":
        """Names of one character are left out, for they would be found everywhere."""
        keys = frozenset(key for name in names if len(key := name_key(name)) >= _SHORTEST)
        lengths: dict[str, set[int]] = {}
        for key in keys:
            lengths.setdefault(key[:_PREFIX], set()).add(len(key))
        ordered = {prefix: tuple(sorted(found, reverse=True)) for prefix, found in lengths.items()}
        return cls(keys, ordered)

    def find(self, text: str) -> tuple[NameFound, ...]:
        """The longest name at each place, none overlapping another, with places in the text as it was written."""
        placed = normalise_with_places(text)
        found: list[NameFound] = []
        place = 0
        while place < len(placed.text):
            lengths = self.lengths.get(placed.text[place : place + _PREFIX])
            length = self._length_at(placed.text, place, lengths) if lengths else 0
            if length:
                start, end = placed.original(place, place + length)
                found.append(NameFound(start, end, placed.text[place : place + length]))
            place += length or 1
        return tuple(found)

    def _length_at(self, text: str, place: int, lengths: Sequence[int]) -> int:
        fitting = (length for length in lengths if place + length <= len(text))
        return next((length for length in fitting if text[place : place + length] in self.keys), 0)


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """The spelling under which names are compared: normalised, without spaces."""
    return "".join(normalise(name).split())
