"""The records of daily looks and of the eras that they began."""

from genkan.trial.drift.store.eras import EraNews, begin_era, current_era, eras_of, recent_eras
from genkan.trial.drift.store.looks import add_look, looks_of, was_looked_at
from genkan.trial.drift.store.trials import OpenTrial, find_trial, open_trials

__all__ = [
    "EraNews",
    "OpenTrial",
    "add_look",
    "begin_era",
    "current_era",
    "eras_of",
    "find_trial",
    "looks_of",
    "open_trials",
    "recent_eras",
    "was_looked_at",
]
