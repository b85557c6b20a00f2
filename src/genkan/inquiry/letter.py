"""What was found in a letter at intake: what is proposed about it, and the personal data in it."""

from dataclasses import dataclass

from genkan.inquiry.sorting.proposal import Guess, Proposal
from genkan.inquiry.urgency import Urgency
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

    @staticmethod
    def nothing(language: str) -> "Reading":
        """What stays of a letter that was erased."""
        return Reading(Proposal((), (), None, Guess(Urgency.NORMAL, 0.0), (), language), ())
