"""Win rates of arms with intervals whose unit is the person: values in, values out."""

from genkan.trial.evidence.choice import Choice
from genkan.trial.statistics.ballot import Ballot
from genkan.trial.statistics.bootstrap import PersonTotals, clustered_interval, person_totals
from genkan.trial.statistics.tally import Tally, tally
from genkan.trial.statistics.votes import CHOICES, VoteTable, arm_label, counted_votes, vote_table
from genkan.trial.statistics.win_rate import Method, Verdict, WinRate, win_rates

__all__ = [
    "CHOICES",
    "Ballot",
    "Choice",
    "Method",
    "PersonTotals",
    "Tally",
    "Verdict",
    "VoteTable",
    "WinRate",
    "arm_label",
    "clustered_interval",
    "counted_votes",
    "person_totals",
    "tally",
    "vote_table",
    "win_rates",
]
