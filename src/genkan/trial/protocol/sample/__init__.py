"""A protocol that is ready but for the signatures, of a fictional ministry."""

from genkan.trial.protocol.sample.loading import SAMPLE_DAYS, sample_draft

__all__ = ["SAMPLE_DAYS", "sample_draft"]
