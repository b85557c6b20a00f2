"""What many simulated trials show."""

import msgspec


class ArmCoverage(msgspec.Struct, frozen=True):
    """One arm over all runs: its true expected win rate, the mean estimate, and how often each interval covers the truth.

    ``bootstrap`` draws persons, ``clustered`` goes by the sandwich error, ``independent`` treats votes as independent;
    ``half_width`` is that of the bootstrap, on average.
    """

    arm: str
    truth: float
    estimate: float
    bootstrap: float
    clustered: float
    independent: float
    half_width: float


class Coverage(msgspec.Struct, frozen=True):
    """All runs: ``told_apart`` is for each pair the share of runs that call it clear; ``any_error`` the share of runs
    that call clear some pair the wrong way or without a true difference.

    ``people`` would reach the planned half width at the widest arm.
    """

    runs: int
    votes: float
    persons: float
    arms: tuple[ArmCoverage, ...]
    told_apart: dict[str, float]
    any_error: float
    half_width: float
    people: int
