"""What the protocol of a trial wants done at its times: the declared looks, the end of its assignments, its closing."""

from genkan.trial.timekeeping.proving import ProvedLook, prove_looks
from genkan.trial.timekeeping.taking import result_of, seal_of, take_look
from genkan.trial.timekeeping.timekeeper import KEEP_TIME, TAKE_LOOK, Timekeeper

__all__ = [
    "KEEP_TIME",
    "TAKE_LOOK",
    "ProvedLook",
    "Timekeeper",
    "prove_looks",
    "result_of",
    "seal_of",
    "take_look",
]
