"""The records of what became of answers, without any text."""

from genkan.trial.work.store.uses import add_use, dropped_answers

__all__ = ["add_use", "dropped_answers"]
