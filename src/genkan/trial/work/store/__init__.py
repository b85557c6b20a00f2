"""The records of what became of answers, without any text."""

from genkan.trial.work.store.uses import add_use, dropped_answers, forget_people, kept_days

__all__ = ["add_use", "dropped_answers", "forget_people", "kept_days"]
