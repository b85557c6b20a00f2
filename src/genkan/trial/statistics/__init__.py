"""Win rates of arms with intervals whose unit is the person: values in, values out."""

from genkan.trial.statistics.ballot import Ballot, Choice
from genkan.trial.statistics.bootstrap import PersonTotals, clustered_interval, person_totals
from genkan.trial.statistics.tally import Tally, tally
from genkan.trial.statistics.win_rate import Method, Verdict, WinRate, win_rates

__all__ = [
    "Ballot",
    "Choice",
    "Method",
    "PersonTotals",
    "Tally",
    "Verdict",
    "WinRate",
    "clustered_interval",
    "person_totals",
    "tally",
    "win_rates",
]
