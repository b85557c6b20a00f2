"""Random whole numbers from SHA-256 alone, so that anyone can compute them again, in any language and version."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import TypeVar

from genkan.kit import canonical_json, digest

_DIGITS = 16
_RANGE = 16**_DIGITS
Item = TypeVar("Item")


class Numbers:
    """The numbers of one key: the first 16 hexadecimal digits of SHA-256 over canonical JSON of key and count from 0."""

    def __init__(self, **key: object) -> None:
        self._raw = _raw(key)

    def below(self, bound: int) -> int:
        """The next number from 0 to ``bound`` - 1; what would favour small ones is passed over."""
        fair = _RANGE - _RANGE % bound
        return next(number for number in self._raw if number < fair) % bound

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """The items in an order of which all are equally likely (Fisher and Yates, from the last place down)."""
        order = list(items)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order

    def share(self) -> float:
        """The next number as a share from 0, included, to 1, not included."""
        return next(self._raw) / _RANGE


def _raw(key: dict[str, object]) -> Iterator[int]:
    before, _, after = canonical_json({**key, "count": 0}).partition('"count":0')
    for number in count():
        yield int(digest(f'{before}"count":{number}{after}')[:_DIGITS], 16)
