"""A confidence interval (信頼区間)."""

from typing import NamedTuple


class Interval(NamedTuple):
    """Both ends of a confidence interval, in the unit of what it is of."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """The distance between both ends."""
        return self.high - self.low

    def covers(self, value: float) -> bool:
        """Whether the value lies in the interval, ends included."""
        return self.low <= value <= self.high
