"""Blind comparison of two answers, and the report that is rebuilt from the ledger."""

from genkan.trial.errors import TrialProblem
from genkan.trial.events import TrialEvent
from genkan.trial.jobs import tasks
from genkan.trial.reading import read_report
from genkan.trial.report import Report, render_csv, render_json, render_text, trial_report
from genkan.trial.store import ComparisonSummary, recent_comparisons

__all__ = [
    "ComparisonSummary",
    "Report",
    "TrialEvent",
    "TrialProblem",
    "read_report",
    "recent_comparisons",
    "render_csv",
    "render_json",
    "render_text",
    "tasks",
    "trial_report",
]
