"""The report of the trial, rebuilt from the ledger alone, and its forms."""

from genkan.trial.report.forms import render_csv, render_json
from genkan.trial.report.history import (
    Arm,
    AssignedDetails,
    EndedDetails,
    Exclusion,
    RecordedEvent,
    VotedDetails,
    details_of,
)
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
    "Arm",
    "AssignedDetails",
    "EndedDetails",
    "Exclusion",
    "Exposure",
    "RecordedEvent",
    "Report",
    "VotedDetails",
    "details_of",
    "percent",
    "render_csv",
    "render_json",
    "render_text",
    "trial_report",
]
