"""What the marking desk writes into the audit ledger; never a word of a question, an answer or a note, and no points.

The points of others must not be read before both markers are done, and who reads the ledger may be a marker: a mark is
recorded by the digest of its points and note, which proves later that they were not altered.
"""

from enum import StrEnum


class MarkingEvent(StrEnum):
    """Kinds of event; the object is the task, or the slot or decision that the kind names."""

    MADE = "marking:task:made"
    OPENED = "marking:task:opened"
    COMPARED = "marking:task:compared"
    CLOSED = "marking:task:closed"
    MARKER_ADDED = "marking:marker:added"
    MARKER_FINISHED = "marking:marker:finished"
    SHEET_WRITTEN = "marking:sheet:written"
    CONFLICT_DECLARED = "marking:conflict:declared"
    MARKED = "marking:answer:marked"
    DECISION_ASKED = "marking:decision:asked"
    DECISION_MADE = "marking:decision:made"
