"""What is marked: a task with open questions, their rubrics and the answers under opaque keys (採点課題)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from genkan.evaluation.graders.expectation import RubricLine

MARKERS_OF_AN_ANSWER = 2
LONGEST_TITLE = 200
LONGEST_KEY = 200
LONGEST_NOTE = 4_000
MOST_ANSWERS = 5_000


class TaskState(StrEnum):
    """How far a task is."""

    DRAFT = "draft"
    OPEN = "open"
    DECIDING = "deciding"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The state in Japanese."""
        return _STATES[self]


_STATES = {
    TaskState.DRAFT: "準備中",
    TaskState.OPEN: "採点中",
    TaskState.DECIDING: "裁定中",
    TaskState.CLOSED: "確定",
}


@dataclass(frozen=True, slots=True)
class MarkingAnswer:
    """An answer under the key of its examination; ``party`` is whom a conflict of interest may name, and nobody sees.

    ``judged`` are the points that a judge model proposed, empty where none did.
    """

    key: str
    text: str
    party: str = ""
    judged: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkingQuestion:
    """A question with its rubric and answers; ``field`` is the field for tables."""

    key: str
    field: str
    text: str
    rubric: tuple[RubricLine, ...]
    answers: tuple[MarkingAnswer, ...]

    @property
    def points(self) -> int:
        """The most points of an answer."""
        return sum(line.points for line in self.rubric)


@dataclass(frozen=True, slots=True)
class MarkingDraft:
    """A task to be set up.

    ``source`` names the examination. ``hidden`` are names that are covered in the answers, beside those of the parties. ``duplicate_percent`` of a
    marker's answers are shown twice, unsaid; answers on which two markers differ by more than ``limit`` points go to a
    third person.
    """

    title: str
    questions: tuple[MarkingQuestion, ...]
    source: str = ""
    hidden: tuple[str, ...] = ()
    duplicate_percent: int = 10
    limit: int = 2


@dataclass(frozen=True, slots=True)
class Task:
    """A task as it stands."""

    id: str
    organisation_id: str
    title: str
    source: str
    state: TaskState
    seed: str
    hidden: tuple[str, ...]
    duplicate_percent: int
    limit: int
    made_by: str
    made_at: datetime
    version: int
