"""Automatic measures on every answer: counted when it ends, alike for every arm."""

from genkan.trial.checking.counting import count_checks
from genkan.trial.checking.ended import EndedAnswer
from genkan.trial.checking.recording import EndRecorder

__all__ = ["EndRecorder", "EndedAnswer", "count_checks"]
