"""What a right answer is (正答と採点基準)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RubricLine:
    """One line of a rubric (採点基準): at most ``points`` for what ``text`` asks for."""

    points: int
    text: str


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a question expects, for the grader of this name.

    ``choices`` are the texts of the choices in the order shown; ``key`` what is right, of which each grader says
    whether one or all are wanted; ``tolerance`` is in the unit of the grader; ``as_of`` the day on which the answer is
    to be right, ``None`` for the day of the test.
    """

    grader: str
    choices: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    rubric: tuple[RubricLine, ...] = ()
    tolerance: float = 0.0
    as_of: date | None = None

    @property
    def points(self) -> int:
        """The most points of the rubric."""
        return sum(line.points for line in self.rubric)
