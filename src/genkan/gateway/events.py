"""What the gateway writes into the audit ledger."""

from enum import StrEnum


class GatewayEvent(StrEnum):
    """Kinds of event; the object of each is the call."""

    ALLOWED = "gateway:call:allowed"
    MASKED = "gateway:call:masked"
    REFUSED = "gateway:call:refused"
    ENDED = "gateway:call:ended"
