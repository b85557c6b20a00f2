"""The way of a trial's report to the public, and the pack that goes with it."""

from genkan.trial.publishing.data_set import data_set_of
from genkan.trial.publishing.desk import ReportDesk, open_desk
from genkan.trial.publishing.drafted import (
    SIGNATURES,
    Reply,
    ReportSignature,
    TrialReport,
    signed_digest,
)
from genkan.trial.publishing.errors import ReportNotReady, ReportUnknown
from genkan.trial.publishing.exporting import export_trial
from genkan.trial.publishing.live import LiveCounts
from genkan.trial.publishing.packing import key_in, pack_trial
from genkan.trial.publishing.publishing import LONGEST_REPLY
from genkan.trial.publishing.telling import read_trial_report

__all__ = [
    "LONGEST_REPLY",
    "SIGNATURES",
    "LiveCounts",
    "Reply",
    "ReportDesk",
    "ReportNotReady",
    "ReportSignature",
    "ReportUnknown",
    "TrialReport",
    "data_set_of",
    "export_trial",
    "key_in",
    "open_desk",
    "pack_trial",
    "read_trial_report",
    "signed_digest",
]
