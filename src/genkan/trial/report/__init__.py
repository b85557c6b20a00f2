"""The report of the trial, rebuilt from the ledger alone, and its forms."""

from genkan.trial.report.forms import render_csv, render_json
from genkan.trial.report.history import Exclusion, RecordedEvent
from genkan.trial.report.report import (
    BOOTSTRAP_DRAWS,
    BOOTSTRAP_SEED,
    COMPLETED,
    CONFIDENCE,
    Exposure,
    Report,
    trial_report,
)
from genkan.trial.report.text import percent, render_text

__all__ = [
    "BOOTSTRAP_DRAWS",
    "BOOTSTRAP_SEED",
    "COMPLETED",
    "CONFIDENCE",
    "Exclusion",
    "Exposure",
    "RecordedEvent",
    "Report",
    "percent",
    "render_csv",
    "render_json",
    "render_text",
    "trial_report",
]
