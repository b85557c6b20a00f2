"""The protocol of a trial, and the trial as it stands."""

from genkan.trial.protocol.document import (
    ANALYSIS_VERSION,
    Exclusions,
    Measure,
    Protocol,
    Stopping,
    TieRule,
    TrialArm,
    TrialOrganisation,
    TrialTask,
    read_protocol,
)
from genkan.trial.protocol.store import add_trial, running_trial
from genkan.trial.protocol.trial import Running, Trial, TrialState

__all__ = [
    "ANALYSIS_VERSION",
    "Exclusions",
    "Measure",
    "Protocol",
    "Running",
    "Stopping",
    "TieRule",
    "Trial",
    "TrialArm",
    "TrialOrganisation",
    "TrialState",
    "TrialTask",
    "add_trial",
    "read_protocol",
    "running_trial",
]
