"""Which two arms answer outside a trial, and on which side each stands: drawn at random, open to recomputation."""

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from genkan.kit import canonical_json, digest

_SEED_BYTES = 16


class Assignment(NamedTuple):
    """The arm of each side: ``left`` is shown as answer A, ``right`` as answer B."""

    left: str
    right: str


def new_seed() -> str:
    """A fresh seed of 128 random bits in hexadecimal digits, kept with the record of one comparison."""
    return secrets.token_hex(_SEED_BYTES)


def draw(arms: Sequence[str], *, seed: str, comparison_id: str) -> Assignment:
    """Draw an ordered pair of different arms, every ordered pair with the same probability.

    The draw depends on nothing but the set of arms, the seed and the comparison, so that anyone who holds the
    record can repeat it. Raises ``ValueError`` for fewer than two different arms.
    """
    ordered = sorted(set(arms))
    if len(ordered) < 2:
        raise ValueError("a comparison needs two different arms")
    number = int(digest(canonical_json({"comparison": comparison_id, "seed": seed})), 16)
    left, right = divmod(number % (len(ordered) * (len(ordered) - 1)), len(ordered) - 1)
    return Assignment(left=ordered[left], right=ordered[right + (right >= left)])
