"""The records of surveys, without their answers."""

from genkan.trial.pulse.store.pulses import add_pulse, has_pulse

__all__ = ["add_pulse", "has_pulse"]
