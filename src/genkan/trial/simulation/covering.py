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


class MarkCoverage(msgspec.Struct, frozen=True):
    """The share of correct answers of one arm over all runs, as experts find it, beside its truth.

    ``clustered`` is how often the interval by persons covers the truth, ``independent`` the one that treats answers as
    independent; ``answers`` are those that were marked, on average.
    """

    arm: str
    truth: float
    estimate: float
    answers: float
    clustered: float
    independent: float
    half_width: float


class Coverage(msgspec.Struct, frozen=True):
    """All runs: ``told_apart`` is for each pair the share of runs that call it clear; ``any_error`` the share of runs
    that call clear some pair the wrong way or without a true difference.

    ``people`` would reach the planned half width at the widest arm. ``marks`` is the same for correctness, and
    ``mark_gaps`` the share of runs and pairs in which the interval of the difference covers the truth.
    """

    runs: int
    votes: float
    persons: float
    arms: tuple[ArmCoverage, ...]
    marks: tuple[MarkCoverage, ...]
    mark_gaps: float
    told_apart: dict[str, float]
    any_error: float
    half_width: float
    people: int
