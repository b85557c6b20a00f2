"""A daily look at the build behind each arm; what answers otherwise belongs to another era."""

from genkan.trial.drift.look import FAILED, Agreement, Heard, Look
from genkan.trial.drift.rule import Alarm, alarm_of
from genkan.trial.drift.store import EraNews, OpenTrial, eras_of, find_trial, looks_of, recent_eras
from genkan.trial.drift.watching import LOOK_AT_ARM, WATCH_TRIALS, DriftWatch

__all__ = [
    "FAILED",
    "LOOK_AT_ARM",
    "WATCH_TRIALS",
    "Agreement",
    "Alarm",
    "DriftWatch",
    "EraNews",
    "Heard",
    "Look",
    "OpenTrial",
    "alarm_of",
    "eras_of",
    "find_trial",
    "looks_of",
    "recent_eras",
]
