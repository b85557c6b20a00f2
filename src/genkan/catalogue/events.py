"""The kinds of ledger events of this room."""

from enum import StrEnum


class CatalogueEvent(StrEnum):
    """What is recorded of deployments and of looks at endpoints."""

    CONNECTED = "catalogue:deployment:connected"
    PAUSED = "catalogue:deployment:paused"
    RESUMED = "catalogue:deployment:resumed"
    RETIRED = "catalogue:deployment:retired"
    LOOKED_AT = "catalogue:endpoint:looked_at"
