"""Blind as a property of the server: names hidden, one pace for both answers, one moment for both ends."""

from genkan.trial.blindness.alone import as_shown, in_step
from genkan.trial.blindness.blindfold import Blindfold, position_at, put_on
from genkan.trial.blindness.pacing import Side, advance, is_over, visible
from genkan.trial.blindness.release import Writing, is_released, shown_at

__all__ = [
    "Blindfold",
    "Side",
    "Writing",
    "advance",
    "as_shown",
    "in_step",
    "is_over",
    "is_released",
    "position_at",
    "put_on",
    "shown_at",
    "visible",
]
