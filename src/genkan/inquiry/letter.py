"""What was found in a letter at intake: what is proposed about it, and the personal data in it."""

from dataclasses import dataclass

from genkan.inquiry.sorting.proposal import Proposal
from genkan.policy import Kind


@dataclass(frozen=True)
class Found:
    """Personal data in a letter, from ``start`` to ``end``."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """What was found in a letter at intake."""

    proposal: Proposal
    personal_data: tuple[Found, ...]
