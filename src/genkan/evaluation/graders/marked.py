"""What a grader says of an answer (採点結果)."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of an answer; ``FAILED`` is a fault of the grading, not of the answer."""

    CORRECT = "correct"
    WRONG = "wrong"
    NO_ANSWER = "no_answer"
    NEEDS_MARK = "needs_mark"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """The outcome in Japanese."""
        return _LABELS[self]


_LABELS = {
    Outcome.CORRECT: "正答",
    Outcome.WRONG: "誤答",
    Outcome.NO_ANSWER: "無回答",
    Outcome.NEEDS_MARK: "採点待ち",
    Outcome.FAILED: "採点不能",
}


@dataclass(frozen=True, slots=True)
class Grade:
    """The outcome with a score from 0 to 1, ``None`` where a marker decides or nothing could be graded.

    ``reason`` is a Japanese sentence without the words of the answer's personal data; ``version`` names the grader
    and its version (``choice/1``).
    """

    outcome: Outcome
    score: float | None
    reason: str
    version: str
