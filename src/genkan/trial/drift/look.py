"""One look (定点観測) at the build behind an arm: what it answered to the fixed questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from genkan.kit import digest

FAILED = ""


@dataclass(frozen=True, kw_only=True)
class Heard:
    """The answers to one round of the questions in their order.

    ``answers`` are digests, ``FAILED`` for a question without a whole answer, ``lengths`` characters. ``build`` is that of
    the connection, ``fingerprint`` what the server says of itself.
    """

    build: str
    fingerprint: str
    answers: tuple[str, ...]
    lengths: tuple[int, ...]

    @property
    def failures(self) -> int:
        """How many questions were left without a whole answer."""
        return self.answers.count(FAILED)

    @property
    def says_something(self) -> bool:
        """Whether any question was answered."""
        return self.failures < len(self.answers)


class Agreement(NamedTuple):
    """How many of the ``compared`` questions, which both rounds answered, have the same answer word for word."""

    agreed: int
    compared: int

    @property
    def share(self) -> float | None:
        """The share of the same answers; ``None`` where nothing could be compared."""
        return self.agreed / self.compared if self.compared else None


@dataclass(frozen=True, kw_only=True)
class Look:
    """A look as it is kept: the day in Japan, and how far it agrees with the first look of its era.

    The first look of an era asks twice, and its agreement is that of both rounds: how often this build repeats itself.
    ``alarm`` names why this look ended its era, empty where it did not.
    """

    trial_id: str
    arm: str
    era: int
    day: str
    at: datetime
    heard: Heard
    agreement: Agreement
    alarm: str = ""


def digest_of(text: str) -> str:
    """The digest of an answer, in which spaces at its ends do not count."""
    return digest(text.strip())


def agreement_of(first: Sequence[str], other: Sequence[str]) -> Agreement:
    """How far two rounds of the same questions agree. Raises ``ValueError`` for rounds of different lengths."""
    both = [(one, two) for one, two in zip(first, other, strict=True) if one != FAILED and two != FAILED]
    return Agreement(sum(one == two for one, two in both), len(both))
