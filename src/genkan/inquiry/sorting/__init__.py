"""Sorting letters: concerns, topic, office, urgency and flags proposed with reasons; pure."""

from genkan.inquiry.sorting.folding import folded
from genkan.inquiry.sorting.likeness import Likeness
from genkan.inquiry.sorting.packaged import usual_topics
from genkan.inquiry.sorting.past import Past
from genkan.inquiry.sorting.proposal import (
    Answered,
    Concern,
    Flag,
    Flagged,
    Guess,
    Proposal,
    Topic,
)
from genkan.inquiry.sorting.proposing import propose
from genkan.inquiry.sorting.reason import Reason, Why
from genkan.inquiry.sorting.scope import has_own_word, reason_of_others
from genkan.inquiry.sorting.whole_word import pattern_for

__all__ = [
    "Answered",
    "Concern",
    "Flag",
    "Flagged",
    "Guess",
    "Likeness",
    "Past",
    "Proposal",
    "Reason",
    "Topic",
    "Why",
    "folded",
    "has_own_word",
    "pattern_for",
    "propose",
    "reason_of_others",
    "usual_topics",
]
