"""Which deed on an entry is possible in which state, and where it leads: one table."""

from dataclasses import dataclass
from enum import StrEnum

from genkan.inquiry.faq.events import FaqEvent
from genkan.inquiry.faq.faq import FaqState


class FaqDeed(StrEnum):
    """What a person does with an entry that there is."""

    SAVE = "save"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    RETIRE = "retire"


@dataclass(frozen=True)
class Step:
    """The states before a deed, the one after it, and its event."""

    before: frozenset[FaqState]
    after: FaqState
    event: FaqEvent


STEPS = {
    FaqDeed.SAVE: Step(frozenset(FaqState) - {FaqState.AWAITING}, FaqState.DRAFT, FaqEvent.EDITED),
    FaqDeed.SUBMIT: Step(frozenset({FaqState.DRAFT}), FaqState.AWAITING, FaqEvent.SUBMITTED),
    FaqDeed.RETURN: Step(frozenset({FaqState.AWAITING}), FaqState.DRAFT, FaqEvent.RETURNED),
    FaqDeed.APPROVE: Step(frozenset({FaqState.AWAITING}), FaqState.PUBLISHED, FaqEvent.APPROVED),
    FaqDeed.RETIRE: Step(frozenset(FaqState) - {FaqState.RETIRED}, FaqState.RETIRED, FaqEvent.RETIRED),
}
