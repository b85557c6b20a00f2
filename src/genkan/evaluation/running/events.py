"""What runs write into the audit ledger; never a word of a question or an answer."""

from enum import StrEnum


class RunEvent(StrEnum):
    """Kinds of event; the object is the run."""

    BEGUN = "evaluation:run:begun"
    STOPPED = "evaluation:run:stopped"
    RESUMED = "evaluation:run:resumed"
    ENDED = "evaluation:run:ended"
