"""How soon a letter wants an answer."""

from enum import StrEnum


class Urgency(StrEnum):
    """How soon a letter wants an answer, the most urgent first."""

    URGENT = "urgent"
    SOON = "soon"
    NORMAL = "normal"
