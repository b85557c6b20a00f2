"""The answers of a trial that have ended, without their texts."""

from genkan.trial.checking.store.answers import (
    TrialAnswer,
    add_answer,
    answers_on_trial,
    find_answer,
    find_protocol,
    is_forgotten,
)

__all__ = ["TrialAnswer", "add_answer", "answers_on_trial", "find_answer", "find_protocol", "is_forgotten"]
