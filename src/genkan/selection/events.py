"""What the selection leaves in the audit ledger; never a text, a name or an address."""

from enum import StrEnum


class CallEvent(StrEnum):
    """Kinds of event; the object is the call."""

    ADDED = "selection:call:added"
    EDITED = "selection:call:edited"
    PUBLISHED = "selection:call:published"
    AMENDED = "selection:call:amended"
    QUESTION_ASKED = "selection:call:question_asked"
    QUESTION_ANSWERED = "selection:call:question_answered"
    ANSWERS_PUBLISHED = "selection:call:answers_published"
    EXPORTED = "selection:call:exported"


class VendorEvent(StrEnum):
    """Kinds of event; the object is the account of the vendor."""

    ADDED = "selection:vendor:added"
    REGISTERED = "selection:vendor:registered"
    APPROVED = "selection:vendor:registration_approved"
    REFUSED = "selection:vendor:registration_refused"
    EXPIRED = "selection:vendor:registration_expired"
    LINK_MADE = "selection:vendor:link_made"
    LINK_USED = "selection:vendor:link_used"
    SIGNED_IN = "selection:vendor:signed_in"
    SIGNED_OUT = "selection:vendor:signed_out"
    SIGN_IN_FAILED = "selection:vendor:sign_in_failed"
    STOPPED = "selection:vendor:deactivated"
    RESUMED = "selection:vendor:reactivated"


class ApplicationEvent(StrEnum):
    """Kinds of event; the object is the application."""

    BEGUN = "selection:application:begun"
    EDITED = "selection:application:edited"
    FILE_ADDED = "selection:application:file_added"
    FILE_REMOVED = "selection:application:file_removed"
    HANDED_IN = "selection:application:handed_in"
    WITHDRAWN = "selection:application:withdrawn"
    ENDPOINT_ASKED = "selection:application:endpoint_asked"
    ENDPOINT_VERIFIED = "selection:application:endpoint_verified"


class ReviewEvent(StrEnum):
    """Kinds of event; the object is the application."""

    ASSIGNED = "selection:review:assigned"
    CONFLICT_DECLARED = "selection:review:conflict_declared"
    CLEARED = "selection:review:conflict_denied"
    REFUSED = "selection:review:refused"
    SAVED = "selection:review:edited"
    PLACES_PROPOSED = "selection:review:places_proposed"
    PLACE_TAKEN = "selection:review:place_taken"
    HANDED_IN = "selection:review:handed_in"
    RESOLVED = "selection:review:resolved"


class DecisionEvent(StrEnum):
    """Kinds of event; the object is the call."""

    MEASURED = "selection:decision:measured"
    EXAM_TAKEN = "selection:decision:exam_taken"
    EDITED = "selection:decision:edited"
    PROPOSED = "selection:decision:proposed"
    SIGNED = "selection:decision:signed"
    PUBLISHED = "selection:decision:published"
