"""Answered cases that ask what a letter asks."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from genkan.inquiry.sorting import Likeness

_LIKE = 0.15
_MOST = 3


class Asked(Protocol):
    """Something that was asked before."""

    @property
    def heading(self) -> str: ...


Past = TypeVar("Past", bound=Asked)


def most_alike(text: str, past: Sequence[Past]) -> tuple[Past, ...]:
    """Up to three of the past ones by what they asked, the most alike first; none that has little in common."""
    # The text is among them, so that words that none of them has count against them.
    shares = Likeness([*(each.heading for each in past), text]).to(text)[:-1]
    ranked = sorted(zip(shares, range(len(past)), strict=True), key=lambda pair: (-pair[0], pair[1]))
    return tuple(past[place] for share, place in ranked[:_MOST] if share >= _LIKE)
