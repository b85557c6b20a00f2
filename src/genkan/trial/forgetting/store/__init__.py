"""Taking from records of a trial whose they were, with comments and texts; what was counted stays."""

from genkan.trial.forgetting.store.audits import forget_audits, forget_conflicts, forget_marks
from genkan.trial.forgetting.store.comparisons import (
    Comparing,
    blank_comparisons,
    comparisons_in,
    release_answers,
)
from genkan.trial.forgetting.store.people import (
    forget_answers,
    forget_consents,
    forget_held_arms,
    forget_surveys,
    forget_vendors_staff,
)
from genkan.trial.forgetting.store.trials import KeptTrial, kept_trials, withdrawn_from

__all__ = [
    "Comparing",
    "KeptTrial",
    "blank_comparisons",
    "comparisons_in",
    "forget_answers",
    "forget_audits",
    "forget_conflicts",
    "forget_consents",
    "forget_held_arms",
    "forget_marks",
    "forget_surveys",
    "forget_vendors_staff",
    "kept_trials",
    "release_answers",
    "withdrawn_from",
]
