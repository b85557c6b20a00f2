"""A problem that was told once and is shown again later, as when a job met it and a page shows it."""

from collections.abc import Mapping
from typing import cast

from genkan.kit import Problem
from genkan.knowledge.errors import FileProblem


class ToldProblem(FileProblem):
    """A problem with the sentence and the next step of another one."""

    def __init__(self, sentence: str, next_step: str, details: Mapping[str, object]) -> None:
        self.sentence = sentence  # pyright: ignore[reportAttributeAccessIssue]
        self.next_step = next_step  # pyright: ignore[reportAttributeAccessIssue]
        super().__init__(**details)

    def stored(self) -> dict[str, str]:
        """The problem as it is written down."""
        details = {f"detail {key}": str(value) for key, value in self.details.items()}
        return {"sentence": self.sentence, "next_step": self.next_step, **details}


def told(problem: Problem) -> ToldProblem:
    """A problem in the form in which it can be written down."""
    return ToldProblem(problem.sentence, problem.next_step, problem.details)


def told_problem(stored: Mapping[str, str]) -> ToldProblem:
    """A problem that was written down."""
    details = {
        key.removeprefix("detail "): value for key, value in stored.items() if key.startswith("detail ")
    }
    return ToldProblem(stored["sentence"], stored["next_step"], cast("Mapping[str, object]", details))
