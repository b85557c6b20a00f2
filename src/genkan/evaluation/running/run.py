"""A run as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from genkan.catalogue import InformationClass
from genkan.evaluation.running.plan import Window

# Where the pages of sealed tests are, which hold what their answers are worth.
_SEALED_TESTS = "/exams/"


class RunState(StrEnum):
    """Where a run stands (実行中・停止中・終了)."""

    RUNNING = "running"
    STOPPED = "stopped"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """The Japanese name of the state."""
        return _RUN_LABELS[self]


class LaneState(StrEnum):
    """Where a contestant of a run stands (実行中・保留・終了)."""

    RUNNING = "running"
    HALTED = "halted"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """The Japanese name of the state."""
        return _LANE_LABELS[self]


_RUN_LABELS = {RunState.RUNNING: "実行中", RunState.STOPPED: "停止中", RunState.ENDED: "終了"}
_LANE_LABELS = {LaneState.RUNNING: "実行中", LaneState.HALTED: "保留", LaneState.ENDED: "終了"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """``total`` is how many answers it will have; ``digest`` covers questions, contestants, builds and parameters."""

    id: str
    organisation_id: str
    title: str
    state: RunState
    repetitions: int
    concurrency: int
    information_class: InformationClass
    parameters: Mapping[str, object]
    window: Window | None
    then: tuple[str, Mapping[str, object]] | None
    results_path: str
    started_by: str
    digest: str
    total: int
    created_at: datetime
    ended_at: datetime | None

    @property
    def is_sealed_test(self) -> bool:
        """Whether the answers are those of a sealed test, which alone publishes them."""
        return self.results_path.startswith(_SEALED_TESTS)


@dataclass(frozen=True, slots=True)
class Halt:
    """Why a contestant is not asked any more: a sentence and a next step in Japanese with places for ``details``."""

    sentence: str
    next_step: str
    details: Mapping[str, object] = field(default_factory=dict[str, object])

    @property
    def texts(self) -> tuple[str, str]:
        """Both texts, with their places."""
        return self.sentence, self.next_step


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A contestant of a run; ``build`` is that of the beginning."""

    run_id: str
    key: str
    deployment_id: str
    build: str
    state: LaneState
    halt: Halt | None = None
