"""A sealed test (封印した性能試験) as it stands, and what was planned for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from genkan.evaluation.exam.blueprint import Blueprint

LONGEST_TITLE = 100
MOST_TOKENS, MOST_SECONDS = 8_000, 600


class ExamState(StrEnum):
    """How far a test is."""

    DRAFT = "draft"
    SEALED = "sealed"
    OPENED = "opened"
    RUNNING = "running"
    MARKING = "marking"
    PUBLISHED = "published"
    VOID = "void"

    @property
    def label(self) -> str:
        """The Japanese name."""
        return _LABELS[self]


_LABELS = {
    ExamState.DRAFT: "封印前",
    ExamState.SEALED: "封印中",
    ExamState.OPENED: "開封済み",
    ExamState.RUNNING: "実施中",
    ExamState.MARKING: "採点中",
    ExamState.PUBLISHED: "公表済み",
    ExamState.VOID: "取りやめ",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamPlan:
    """What holds for every contestant alike.

    ``limit`` is the longest answer in tokens, ``seconds`` the longest time for one, ``concurrency`` how many questions a
    contestant is asked at once. ``allows_burnt`` lets questions be drawn that an operator has seen.
    """

    blueprint: Blueprint
    system: str = ""
    limit: int = 1024
    seconds: int = 120
    concurrency: int = 4
    temperature: float = 0.0
    allows_burnt: bool = False

    @property
    def parameters(self) -> Mapping[str, object]:
        """What is sent to every endpoint."""
        return {"temperature": self.temperature}


@dataclass(frozen=True, slots=True)
class Judge:
    """The model that looks at open answers beforehand, as it was when it was asked; ``run_id`` is the run of its answers."""

    run_id: str
    title: str
    operator: str
    build: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exam:
    """A test; ``record`` is what was published at sealing, canonical JSON, or empty.

    ``marking_task_id`` is the task that its own grading made, ``root`` that of the published results.
    """

    id: str
    organisation_id: str
    title: str
    state: ExamState
    opens_at: datetime
    closes_at: datetime
    made_by: str | None
    made_at: datetime
    plan: ExamPlan
    sealed_at: datetime | None = None
    opened_at: datetime | None = None
    published_at: datetime | None = None
    run_id: str | None = None
    marking_task_id: str | None = None
    root: str | None = None
    judge: Judge | None = None
    record: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Custodian:
    """Who holds a share, two of which open the test; ``public_key`` is empty until the share was taken."""

    id: str
    exam_id: str
    place: int
    person_id: str
    public_key: str = ""
    taken_at: datetime | None = None
    brought_at: datetime | None = None
    part: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamContestant:
    """A deployment that takes part; ``key`` is what markers see."""

    key: str
    deployment_id: str
    title: str
    operator: str
