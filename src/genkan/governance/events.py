"""What this room records in the ledger."""

from enum import StrEnum


class GovernanceEvent(StrEnum):
    """The kinds of events of people, sign-in and the ledger itself."""

    ORGANISATION_ADDED = "installation:organisation:added"
    PERSON_ADDED = "organisation:person:added"
    PERSON_DEACTIVATED = "organisation:person:deactivated"
    PERSON_REACTIVATED = "organisation:person:reactivated"
    GROUP_ADDED = "organisation:group:added"
    GROUP_CHANGED = "organisation:group:changed"
    ROLE_GRANTED = "person:role:granted"
    ROLE_REVOKED = "person:role:revoked"
    LINK_MADE = "person:link:made"
    LINK_USED = "person:link:used"
    PASSWORD_CHANGED = "person:password:changed"  # noqa: S105 - the name of an event
    SIGN_IN_FAILED = "person:password:rejected"
    SIGN_IN_LOCKED = "person:account:locked"
    SIGNATURE_AWAITED = "person:signature:awaited"
    SIGNATURE_CODE_MADE = "person:signature:code_made"
    SIGNATURE_CODE_REFUSED = "person:signature:code_refused"
    SIGNATURE_PROVEN = "person:signature:proven"
    SIGNATURE_OF_SAMPLE = "person:signature:of_sample"
    SESSION_OPENED = "person:session:opened"
    SESSION_CLOSED = "person:session:closed"
    SESSION_REVOKED = "person:session:revoked"
    LEDGER_EXPORTED = "ledger:event:exported"
    LEDGER_VERIFIED = "ledger:chain:verified"
