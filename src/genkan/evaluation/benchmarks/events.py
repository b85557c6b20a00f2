"""What benchmarks write into the audit ledger; runs have events of their own."""

from enum import StrEnum


class InspectionEvent(StrEnum):
    """Kinds of event; the object is one start of inspect_ai."""

    BEGUN = "evaluation:inspection:begun"
    ENDED = "evaluation:inspection:ended"
