"""The records of trials."""

from genkan.trial.protocol.store.trials import add_trial, running_trial

__all__ = ["add_trial", "running_trial"]
