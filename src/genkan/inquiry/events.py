"""What the inquiry room writes into the audit ledger; never a word of a letter, a note or a citizen."""

from enum import StrEnum


class CaseEvent(StrEnum):
    """Kinds of event; the object is the case."""

    RECEIVED = "inquiry:case:received"
    CONFIRMED = "inquiry:case:confirmed"
    TAKEN = "inquiry:case:taken"
    NOTED = "inquiry:case:noted"
    ANSWERED = "inquiry:case:answered"
    COMPLETED = "inquiry:case:completed"
    REFERRED = "inquiry:case:referred"
    DECLINED = "inquiry:case:declined"
    REOPENED = "inquiry:case:reopened"


class TopicEvent(StrEnum):
    """Kinds of event; the object is the topic."""

    ADDED = "inquiry:topic:added"
    EDITED = "inquiry:topic:edited"
