"""A confidence interval."""

from typing import NamedTuple


class Interval(NamedTuple):
    """Both ends of a confidence interval of a proportion, from 0 to 1."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """The distance between both ends."""
        return self.high - self.low

    def covers(self, value: float) -> bool:
        """Whether the value lies in the interval, ends included."""
        return self.low <= value <= self.high
