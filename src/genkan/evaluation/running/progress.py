"""How far a run is, what it cost so far, and how long it will take."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneCount:
    """The answers of one contestant in numbers.

    ``seconds`` is the mean time of an answer, ``None`` where there is none yet. ``micro_yen`` is what is known of the
    price, and ``unpriced`` how many answers have none.
    """

    key: str
    total: int
    answered: int
    failed: int
    asked: int
    again: int
    seconds: float | None
    micro_yen: int
    unpriced: int

    @property
    def done(self) -> int:
        """How many are over."""
        return self.answered + self.failed

    def seconds_left(self, *, concurrency: int) -> float | None:
        """How long the rest will take at the pace so far; ``None`` where no pace is known."""
        rest = self.total - self.done
        if not rest:
            return 0.0
        return None if self.seconds is None else rest * self.seconds / min(concurrency, rest)


@dataclass(frozen=True, slots=True)
class Progress:
    """The sums over all contestants, who are asked side by side."""

    lanes: tuple[LaneCount, ...]
    concurrency: int

    @property
    def total(self) -> int:
        """How many answers there will be."""
        return sum(lane.total for lane in self.lanes)

    @property
    def done(self) -> int:
        """How many are over."""
        return sum(lane.done for lane in self.lanes)

    @property
    def answered(self) -> int:
        """How many are answers."""
        return sum(lane.answered for lane in self.lanes)

    @property
    def failed(self) -> int:
        """How many are over without an answer."""
        return sum(lane.failed for lane in self.lanes)

    @property
    def yen(self) -> float:
        """What was spent so far, as far as prices are known."""
        return sum(lane.micro_yen for lane in self.lanes) / 1_000_000

    @property
    def unpriced(self) -> int:
        """How many answers have no known price."""
        return sum(lane.unpriced for lane in self.lanes)

    @property
    def seconds_left(self) -> float | None:
        """Until the slowest contestant is through; ``None`` where nothing is known yet."""
        return longest([lane.seconds_left(concurrency=self.concurrency) for lane in self.lanes])


def longest(seconds: Sequence[float | None]) -> float | None:
    """The longest of those that are known."""
    return max((each for each in seconds if each is not None), default=None)
