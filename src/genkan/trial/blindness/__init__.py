"""Blind as a property of the server: names hidden, one pace for both answers, one moment for both ends."""

from genkan.trial.blindness.blindfold import Blindfold, position_at, put_on
from genkan.trial.blindness.pacing import Side, advance, is_over, visible
from genkan.trial.blindness.release import is_released

__all__ = [
    "Blindfold",
    "Side",
    "advance",
    "is_over",
    "is_released",
    "position_at",
    "put_on",
    "visible",
]
