"""What the gateway writes into the audit ledger."""

from enum import StrEnum


class GatewayEvent(StrEnum):
    """Kinds of event; the object of each is the call, the key, the batch of calls, the switch, or whose rules or budget it is."""

    ALLOWED = "gateway:call:allowed"
    MASKED = "gateway:call:masked"
    REFUSED = "gateway:call:refused"
    ENDED = "gateway:call:ended"
    BATCH_RECORDED = "gateway:calls:recorded"
    RULES_CHANGED = "organisation:rules:changed"
    KEY_ISSUED = "gateway:key:issued"
    KEY_REVOKED = "gateway:key:revoked"
    SWITCH_THROWN = "gateway:switch:thrown"
    SWITCH_LIFTED = "gateway:switch:lifted"
    BUDGET_SET = "gateway:budget:set"
    BUDGET_REMOVED = "gateway:budget:removed"
