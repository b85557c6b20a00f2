"""Which arm answers, or which two and on which side: drawn outside a trial, laid out in balanced blocks within one."""

from genkan.trial.assignment.design import Sides, block_length, block_of, sides_at
from genkan.trial.assignment.drawing import Assignment, draw, new_seed
from genkan.trial.assignment.proving import Proving
from genkan.trial.assignment.share import falls_in_share
from genkan.trial.assignment.stratum import Stratum

__all__ = [
    "Assignment",
    "Proving",
    "Sides",
    "Stratum",
    "block_length",
    "block_of",
    "draw",
    "falls_in_share",
    "new_seed",
    "sides_at",
]
