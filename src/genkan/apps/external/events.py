"""What the registration of external apps writes into the audit ledger."""

from enum import StrEnum


class ExternalEvent(StrEnum):
    """Kinds of event; the object of each is the app, or the organisation whose hosts are meant."""

    REGISTERED = "apps:external_app:registered"
    CHANGED = "apps:external_app:changed"
    KEY_SET = "apps:external_app:key_set"
    KEY_REMOVED = "apps:external_app:key_removed"
    PUBLISHED = "apps:external_app:published"
    WITHDRAWN = "apps:external_app:withdrawn"
    TRIED = "apps:external_app:tried"
    HOST_ALLOWED = "apps:host:allowed"
    HOST_FORBIDDEN = "apps:host:forbidden"
