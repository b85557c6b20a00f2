"""What a task of inspect_ai measured."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from genkan.evaluation.statistics import SEED, Interval, cluster_bootstrap

_NONE = "—"


class Sample(msgspec.Struct, frozen=True):
    """One sample in one epoch; ``scores`` are by scorer, ``error`` is empty where it came to its end."""

    id: str
    epoch: int
    error: str
    scores: dict[str, float | None]


class Task(msgspec.Struct, frozen=True):
    """One task of the file; ``log`` is where inspect_ai keeps its log."""

    task: str
    status: str
    error: str
    log: str
    samples: list[Sample]


class Told(msgspec.Struct, frozen=True):
    """What the program wrote; ``version`` is that of inspect_ai."""

    version: str
    tasks: list[Task]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorerResult:
    """The mean of one scorer over the samples of a task, a sample that failed counting as 0.

    The interval draws samples again, with all epochs of each.
    """

    task: str
    scorer: str
    samples: int
    answers: int
    errors: int
    mean: float
    interval: Interval
    seed: int = SEED


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """``log_digest`` is the SHA-256 of the logs, in the order of the tasks."""

    id: str
    task_file: str
    task_digest: str
    model: str
    build: str
    version: str
    logs: tuple[str, ...]
    log_digest: str
    scores: tuple[ScorerResult, ...]


def scores_of(tasks: Sequence[Task]) -> tuple[ScorerResult, ...]:
    """A line for each task and each scorer that gives one number; one without a scorer where every sample failed."""
    return tuple(
        _score(task, scorer) for task in tasks if task.samples for scorer in _scorers(task) or [_NONE]
    )


def _scorers(task: Task) -> list[str]:
    return sorted(
        {name for sample in task.samples for name, value in sample.scores.items() if value is not None}
    )


def _score(task: Task, scorer: str) -> ScorerResult:
    values = [sample.scores.get(scorer) or 0.0 for sample in task.samples]
    clusters = [sample.id for sample in task.samples]
    return ScorerResult(
        task=task.task,
        scorer=scorer,
        samples=len(set(clusters)),
        answers=len(values),
        errors=sum(bool(sample.error) for sample in task.samples),
        mean=sum(values) / len(values),
        interval=cluster_bootstrap(values, clusters),
    )
