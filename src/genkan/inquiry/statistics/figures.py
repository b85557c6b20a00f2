"""What is counted about some cases, and the sums of such counts."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Key(NamedTuple):
    """In which month cases came, about which topic and to which office; ids, empty where nobody decided."""

    month: str
    topic_id: str
    office_id: str


@dataclass
class Figures:
    """Counts of cases by when they came.

    ``unposted`` counts cases of which the letter is approved and waits to be posted. ``timed`` counts the answered cases of which the deadline was never moved, ``in_time`` those of them that kept it.
    ``days`` counts answered cases by the days from receipt to the first reply; ``edits`` and ``scores`` are a sum and
    how many there were: of the share of a draft that was changed, and of what citizens gave from 1 to 5.
    """

    received: int = 0
    timed: int = 0
    in_time: int = 0
    reopened: int = 0
    unposted: int = 0
    days: Counter[int] = field(default_factory=Counter[int])
    edits: tuple[float, int] = (0.0, 0)
    scores: tuple[float, int] = (0.0, 0)

    @property
    def answered(self) -> int:
        """How many were answered."""
        return self.days.total()

    @property
    def median_days(self) -> float | None:
        """The median of the days to the first reply."""
        if not self.answered:
            return None
        middle = ((self.answered - 1) // 2, self.answered // 2)
        return sum(_nth(self.days, place) for place in middle) / 2

    @property
    def in_time_share(self) -> float | None:
        """The share of the answered cases, without those that were reopened, that were answered by their deadline."""
        return self.in_time / self.timed if self.timed else None

    @property
    def reopened_share(self) -> float | None:
        """The share of the answered cases that were taken up again."""
        return self.reopened / self.answered if self.answered else None

    @property
    def mean_edit(self) -> float | None:
        """How much of a draft was changed on the average, 0 to 1."""
        return _mean(self.edits)

    @property
    def mean_score(self) -> float | None:
        """What citizens gave on the average, 1 to 5."""
        return _mean(self.scores)

    def add(self, other: "Figures") -> None:
        """Count these too."""
        self.received += other.received
        self.timed += other.timed
        self.in_time += other.in_time
        self.reopened += other.reopened
        self.unposted += other.unposted
        self.days.update(other.days)
        self.edits = (self.edits[0] + other.edits[0], self.edits[1] + other.edits[1])
        self.scores = (self.scores[0] + other.scores[0], self.scores[1] + other.scores[1])


def whole_of(parts: Iterable[Figures]) -> Figures:
    """All of them together."""
    whole = Figures()
    for part in parts:
        whole.add(part)
    return whole


def figures_by(counted: Mapping[Key, Figures], part: Callable[[Key], str]) -> dict[str, Figures]:
    """The sums by a part of the key."""
    sums: defaultdict[str, Figures] = defaultdict(Figures)
    for key, figures in counted.items():
        sums[part(key)].add(figures)
    return dict(sums)


def _mean(summed: tuple[float, int]) -> float | None:
    return summed[0] / summed[1] if summed[1] else None


def _nth(days: Counter[int], place: int) -> int:
    """The value at a place, from 0, when all are put in order."""
    for value in sorted(days):
        place -= days[value]
        if place < 0:
            return value
    raise IndexError(place)
