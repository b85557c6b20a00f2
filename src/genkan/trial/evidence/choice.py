"""What a person says about two answers."""

from enum import StrEnum


class Choice(StrEnum):
    """What a person said about two answers."""

    A = "a"
    B = "b"
    BOTH_GOOD = "both_good"
    BOTH_BAD = "both_bad"
