"""Questions and answers of a task as the desk keeps them."""

from dataclasses import dataclass

from genkan.evaluation.graders.expectation import RubricLine


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question of a task under its own id."""

    id: str
    task_id: str
    position: int
    key: str
    field: str
    rubric: tuple[RubricLine, ...]
    text: str

    @property
    def points(self) -> int:
        """The most points of an answer."""
        return sum(line.points for line in self.rubric)


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """An answer of a task under its own id."""

    id: str
    task_id: str
    question_id: str
    key: str
    party: str
    judged: tuple[int, ...]
    text: str
