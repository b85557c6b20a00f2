"""The kinds of ledger events of this room."""

from enum import StrEnum


class CatalogueEvent(StrEnum):
    """What is recorded of deployments and of looks at endpoints."""

    CONNECTED = "catalogue:deployment:connected"
    PAUSED = "catalogue:deployment:paused"
    RESUMED = "catalogue:deployment:resumed"
    RETIRED = "catalogue:deployment:retired"
    PRICED = "catalogue:deployment:priced"
    VERIFIED = "catalogue:deployment:verified"
    LOOKED_AT = "catalogue:endpoint:looked_at"
