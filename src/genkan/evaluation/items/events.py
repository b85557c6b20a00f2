"""What the item bank writes into the audit ledger; never a word of a question, a key or a rubric."""

from enum import StrEnum


class ItemEvent(StrEnum):
    """Kinds of event; the object is the question."""

    ADDED = "evaluation:item:added"
    EDITED = "evaluation:item:edited"
    SUBMITTED = "evaluation:item:submitted"
    RETURNED = "evaluation:item:returned"
    APPROVED = "evaluation:item:approved"
    RETIRED = "evaluation:item:retired"
    READ = "evaluation:item:read"
    EXPOSED = "evaluation:item:exposed"


class PublicSetEvent(StrEnum):
    """Kinds of event; the object is the public set."""

    ADDED = "evaluation:public_set:added"
