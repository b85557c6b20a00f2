"""Which arm or pair a question of daily work gets in a trial, taken in one transaction and never twice."""

from genkan.trial.allotting.allotment import CHAT, COMPARE, Allotment, GivenArm, Occasion
from genkan.trial.allotting.allotter import Allotter, is_pair, task_of
from genkan.trial.allotting.eligibility import Eligibility, Restriction, Situation, eligibility
from genkan.trial.allotting.exposure import ExposureCounting, ExposureTable, exposure_table
from genkan.trial.allotting.reading import (
    exposures_of,
    read_exposures,
    read_proof,
    read_unassigned,
    signed_trials,
)
from genkan.trial.allotting.verification import (
    AssignmentFinding,
    AssignmentProof,
    ProofCounting,
    prove_assignments,
)

__all__ = [
    "CHAT",
    "COMPARE",
    "Allotment",
    "Allotter",
    "AssignmentFinding",
    "AssignmentProof",
    "Eligibility",
    "ExposureCounting",
    "ExposureTable",
    "GivenArm",
    "Occasion",
    "ProofCounting",
    "Restriction",
    "Situation",
    "eligibility",
    "exposure_table",
    "exposures_of",
    "is_pair",
    "prove_assignments",
    "read_exposures",
    "read_proof",
    "read_unassigned",
    "signed_trials",
    "task_of",
]
