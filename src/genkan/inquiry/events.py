"""What the inquiry room writes into the audit ledger; never a word of a letter, a note or a citizen."""

from enum import StrEnum


class CaseEvent(StrEnum):
    """Kinds of event; the object is the case."""

    RECEIVED = "inquiry:case:received"
    CONFIRMED = "inquiry:case:confirmed"
    TAKEN = "inquiry:case:taken"
    NOTED = "inquiry:case:noted"
    DRAFTED = "inquiry:case:drafted"
    SUBMITTED = "inquiry:case:submitted"
    RETURNED = "inquiry:case:returned"
    APPROVED = "inquiry:case:approved"
    WITHDRAWN = "inquiry:case:withdrawn"
    ANSWERED = "inquiry:case:answered"
    COMPLETED = "inquiry:case:completed"
    REFERRED = "inquiry:case:referred"
    DECLINED = "inquiry:case:declined"
    REOPENED = "inquiry:case:reopened"
    JOINED = "inquiry:case:joined"
    PARTED = "inquiry:case:parted"
    POSTED = "inquiry:case:posted"
    DEADLINE_SET = "inquiry:case:deadline_set"
    ERASURE_ASKED = "inquiry:case:erasure_asked"
    ERASURE_DECLINED = "inquiry:case:erasure_declined"
    ERASED = "inquiry:case:erased"


class OfficeEvent(StrEnum):
    """Kinds of event; the object is the organisation or its bureau."""

    EDITED = "inquiry:office:edited"
    RESET = "inquiry:office:reset"


class TopicEvent(StrEnum):
    """Kinds of event; the object is the topic."""

    ADDED = "inquiry:topic:added"
    EDITED = "inquiry:topic:edited"


class BlockEvent(StrEnum):
    """Kinds of event; the object is the building block."""

    ADDED = "inquiry:block:added"
    EDITED = "inquiry:block:edited"
    REMOVED = "inquiry:block:removed"


class ImportEvent(StrEnum):
    """Kinds of event; the object is the import of a list."""

    BEGUN = "inquiry:import:begun"
    ENDED = "inquiry:import:ended"
