"""The records of assignments within a trial."""

from genkan.trial.allotting.store.places import (
    HeldArm,
    hold_arm,
    lock_held_arm,
    numbers_taken,
    take_number,
)

__all__ = [
    "HeldArm",
    "hold_arm",
    "lock_held_arm",
    "numbers_taken",
    "take_number",
]
