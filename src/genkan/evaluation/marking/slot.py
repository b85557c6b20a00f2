"""One place in the order of one marker: an answer to be marked, and the mark as far as it is given (採点欄)."""

from dataclasses import dataclass
from datetime import datetime

from genkan.evaluation.graders.expectation import RubricLine
from genkan.evaluation.graders.rubric import share_of

Points = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """The mark of one marker on one answer; ``turn`` is 1 where the same answer is shown again.

    ``points`` has one entry for each line of the rubric, ``None`` while it is not given. ``version`` counts the changes.
    """

    id: str
    task_id: str
    answer_id: str
    person_id: str
    position: int
    turn: int
    points: Points
    note: str
    version: int
    marked_at: datetime | None

    @property
    def is_done(self) -> bool:
        """Whether every line of the rubric has points."""
        return bool(self.points) and None not in self.points

    @property
    def total(self) -> int:
        """The points given so far."""
        return sum(points or 0 for points in self.points)


def fits(points: Points, rubric: tuple[RubricLine, ...]) -> bool:
    """Whether every line has points from 0 to its most, or none yet."""
    return len(points) == len(rubric) and all(
        given is None or 0 <= given <= line.points for given, line in zip(points, rubric, strict=True)
    )


def share(points: tuple[int, ...], rubric: tuple[RubricLine, ...]) -> float:
    """Points as a share of the most. Raises ``ValueError`` where they do not fit."""
    return share_of(points, tuple(line.points for line in rubric))
