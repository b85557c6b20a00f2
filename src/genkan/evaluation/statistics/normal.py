"""The normal distribution, as far as intervals and power need it."""

from statistics import NormalDist

_STANDARD = NormalDist()


def two_sided(level: float) -> float:
    """How many standard errors lie on each side of an interval of this level: 1.96 for 0.95.

    Raises ``ValueError`` for a level that is not between 0 and 1.
    """
    if not 0 < level < 1:
        raise ValueError("a level lies between 0 and 1")
    return _STANDARD.inv_cdf((1 + level) / 2)


def below(value: float) -> float:
    """The share of a standard normal distribution below the value."""
    return _STANDARD.cdf(value)


def reached_by(share: float) -> float:
    """The value below which this share of a standard normal distribution lies."""
    return _STANDARD.inv_cdf(share)
