"""A value with its interval."""

import msgspec


class Estimate(msgspec.Struct, frozen=True):
    """A value and both ends of its interval."""

    value: float
    low: float
    high: float
