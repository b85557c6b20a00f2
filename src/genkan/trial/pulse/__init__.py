"""The short survey: two questions at random, at most once a week, of who agrees to take part."""

from genkan.trial.pulse.answer import PulseAnswer, read_answer
from genkan.trial.pulse.asking import Pulse, PulseAsking, pulse_for
from genkan.trial.pulse.drawing import is_asked

__all__ = ["Pulse", "PulseAnswer", "PulseAsking", "is_asked", "pulse_for", "read_answer"]
