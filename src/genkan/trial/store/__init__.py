"""The records of the trial: comparisons, votes and reveals."""

from genkan.trial.store.comparisons import (
    Comparison,
    ComparisonSide,
    ComparisonSummary,
    Origin,
    SideName,
    add_comparison,
    add_sides,
    find_comparison,
    find_sides,
    lock_origin,
    recent_comparisons,
)
from genkan.trial.store.votes import Reason, Vote, add_reveal, add_vote, find_reveal, find_vote

__all__ = [
    "Comparison",
    "ComparisonSide",
    "ComparisonSummary",
    "Origin",
    "Reason",
    "SideName",
    "Vote",
    "add_comparison",
    "add_reveal",
    "add_sides",
    "add_vote",
    "find_comparison",
    "find_reveal",
    "find_sides",
    "find_vote",
    "lock_origin",
    "recent_comparisons",
]
