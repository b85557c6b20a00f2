"""What is wrong with a protocol: pure rules, each with a sentence."""

from genkan.trial.protocol.check.amendment import FIXED, changed_builds
from genkan.trial.protocol.check.arms import is_there
from genkan.trial.protocol.check.checking import check_protocol
from genkan.trial.protocol.check.days import day_in_japan, day_of
from genkan.trial.protocol.check.finding import Finding, found
from genkan.trial.protocol.check.looks import begins_at, days_of_looks
from genkan.trial.protocol.check.plan import votes_for_width
from genkan.trial.protocol.check.rule import Rule
from genkan.trial.protocol.check.surroundings import CHAT, COMPARE, Surroundings

__all__ = [
    "CHAT",
    "COMPARE",
    "FIXED",
    "Finding",
    "Rule",
    "Surroundings",
    "begins_at",
    "changed_builds",
    "check_protocol",
    "day_in_japan",
    "day_of",
    "days_of_looks",
    "found",
    "is_there",
    "votes_for_width",
]
