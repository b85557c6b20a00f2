"""What the trial writes into the audit ledger; its report is built from these events alone."""

from enum import StrEnum


class TrialEvent(StrEnum):
    """Kinds of event; the object of each is the comparison."""

    ASSIGNED = "trial:comparison:assigned"
    ENDED = "trial:answer:ended"
    VOTED = "trial:comparison:voted"
    REVEALED = "trial:comparison:revealed"
