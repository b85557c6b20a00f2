"""What passages are asked for, in words that any engine can put in its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Weighted(NamedTuple):
    """A term of a field (``pairs`` or ``words``) with what it counts.

    ``written`` is a word as the question has it, for engines that find base forms themselves; empty where it is the term.
    """

    field: str
    term: str
    weight: float
    written: str = ""


@dataclass(frozen=True)
class Wanted:
    """Passages by their words.

    Any of the ``terms`` makes a passage a hit; their scores add up, each times its weight. Every one of ``phrases``
    must occur: pairs of characters one right behind the other. ``character`` stands in the place of terms; its
    passages are all alike. ``collections`` and, unless it is ``None``, ``documents`` are the only ones to be searched:
    nothing else is scored.
    """

    terms: tuple[Weighted, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    character: str = ""
    collections: frozenset[str] = frozenset()
    documents: frozenset[str] | None = None


@dataclass(frozen=True)
class WantedByMeaning:
    """Articles by what they mean: near to a ``vector`` that the model of this ``identity`` gave.

    The rest is as in :class:`Wanted`; where a day is given, only what is in force on it.
    """

    vector: Sequence[float]
    identity: str
    collections: frozenset[str]
    documents: frozenset[str] | None
    on: date | None
