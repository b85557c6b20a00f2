"""Trials of models in daily work: protocol, blind comparison, votes, evidence, analysis, report and pack."""

from genkan.trial.allotting import (
    AssignmentProof,
    ExposureTable,
    exposure_table,
    read_exposures,
    read_proof,
    read_unassigned,
    signed_trials,
)
from genkan.trial.analysis import Analysis, analyse
from genkan.trial.analytics import Exporting, export_evidence, export_portions
from genkan.trial.audit.store.audits import withdraw_answers
from genkan.trial.blindness import as_shown, in_step
from genkan.trial.checking import EndedAnswer, EndRecorder
from genkan.trial.checking.store import answers_on_trial
from genkan.trial.concealing import name_concealer
from genkan.trial.consent import agreed_to, invitation_for
from genkan.trial.drift import DriftWatch, EraNews, recent_eras
from genkan.trial.errors import TrialProblem
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import Use
from genkan.trial.in_apps import TrialOfRuns
from genkan.trial.in_chat import ChatTrial, ChatTurn, gives_models, may_be_revealed
from genkan.trial.jobs import tasks
from genkan.trial.kept_details import kept_details
from genkan.trial.object_names import object_names
from genkan.trial.pack import Alteration, Proved, Rebuilt, rebuild_pack, verify_pack
from genkan.trial.protocol import (
    DocumentUnreadable,
    Examined,
    InterimLook,
    Protocol,
    ProtocolDraft,
    ProtocolFaulty,
    ProtocolProblem,
    Running,
    Signer,
    Surroundings,
    Trial,
    TrialOffice,
    TrialState,
    TrialUnknown,
    awaiting,
    complete,
    draft_from,
    examine,
    find_trial,
    latest_proposal,
    list_trials,
    protocol_in_force,
    read_draft,
    read_protocol,
    read_surroundings,
    rules_met,
    running_trial,
    sample_draft,
)
from genkan.trial.publishing import ReportDesk, export_trial, key_in, open_desk, pack_trial, read_trial_report
from genkan.trial.pulse import Pulse, pulse_for
from genkan.trial.question import Question
from genkan.trial.reading import read_report
from genkan.trial.report import Report, render_csv, render_json, render_text, trial_report
from genkan.trial.simulation import (
    Coverage,
    Drift,
    SimulationResult,
    World,
    played_and_analysed,
    repeated,
    sample_protocol,
)
from genkan.trial.store import (
    ComparisonSummary,
    PairInTurn,
    hidden_answers,
    keep_side,
    pairs_of_answers,
    recent_comparisons,
    release_conversation,
)
from genkan.trial.timekeeping import ProvedLook, Timekeeper, prove_looks
from genkan.trial.voting import BallotBox
from genkan.trial.work import EvidenceKeeping, UseRecorder, takes_part

__all__ = [
    "Alteration",
    "Analysis",
    "AssignmentProof",
    "BallotBox",
    "ChatTrial",
    "ChatTurn",
    "ComparisonSummary",
    "Coverage",
    "DocumentUnreadable",
    "Drift",
    "DriftWatch",
    "EndRecorder",
    "EndedAnswer",
    "EraNews",
    "EvidenceKeeping",
    "Examined",
    "Exporting",
    "ExposureTable",
    "InterimLook",
    "PairInTurn",
    "Protocol",
    "ProtocolDraft",
    "ProtocolFaulty",
    "ProtocolProblem",
    "Proved",
    "ProvedLook",
    "Pulse",
    "Question",
    "Rebuilt",
    "Report",
    "ReportDesk",
    "Running",
    "Signer",
    "SimulationResult",
    "Surroundings",
    "Timekeeper",
    "Trial",
    "TrialEvent",
    "TrialOfRuns",
    "TrialOffice",
    "TrialProblem",
    "TrialState",
    "TrialUnknown",
    "Use",
    "UseRecorder",
    "World",
    "agreed_to",
    "analyse",
    "answers_on_trial",
    "as_shown",
    "awaiting",
    "complete",
    "draft_from",
    "examine",
    "export_evidence",
    "export_portions",
    "export_trial",
    "exposure_table",
    "find_trial",
    "gives_models",
    "hidden_answers",
    "in_step",
    "invitation_for",
    "keep_side",
    "kept_details",
    "key_in",
    "latest_proposal",
    "list_trials",
    "may_be_revealed",
    "name_concealer",
    "object_names",
    "open_desk",
    "pack_trial",
    "pairs_of_answers",
    "played_and_analysed",
    "protocol_in_force",
    "prove_looks",
    "pulse_for",
    "read_draft",
    "read_exposures",
    "read_proof",
    "read_protocol",
    "read_report",
    "read_surroundings",
    "read_trial_report",
    "read_unassigned",
    "rebuild_pack",
    "recent_comparisons",
    "recent_eras",
    "release_conversation",
    "render_csv",
    "render_json",
    "render_text",
    "repeated",
    "rules_met",
    "running_trial",
    "sample_draft",
    "sample_protocol",
    "signed_trials",
    "takes_part",
    "tasks",
    "trial_report",
    "verify_pack",
    "withdraw_answers",
]
