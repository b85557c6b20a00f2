"""The records of surveys, without their answers."""

from genkan.trial.pulse.store.pulses import add_pulse, forget_pulses, has_pulse

__all__ = ["add_pulse", "forget_pulses", "has_pulse"]
