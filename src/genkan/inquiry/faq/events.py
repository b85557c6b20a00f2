"""What the frequently asked questions write into the audit ledger; never a word of one, and never of which case it was made."""

from enum import StrEnum


class FaqEvent(StrEnum):
    """Kinds of event; the object is the entry."""

    PROPOSED = "inquiry:faq:proposed"
    EDITED = "inquiry:faq:edited"
    SUBMITTED = "inquiry:faq:submitted"
    RETURNED = "inquiry:faq:returned"
    APPROVED = "inquiry:faq:approved"
    FLAGGED = "inquiry:faq:flagged"
    RETIRED = "inquiry:faq:retired"
