"""What a run shall do: the same questions, parameters and bounds for every contestant."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from genkan.catalogue import InformationClass
from genkan.evaluation.running.question import Question


class Window(NamedTuple):
    """Questions are asked from ``opens_at`` on, and none at ``closes_at`` or later."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Contestant:
    """Who is asked (評価の対象); ``key`` is what others may see, and need not tell the name of the model."""

    key: str
    deployment_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPlan:
    """A run (評価の実行) before it begins.

    Each contestant is asked every question ``repetitions`` times, at most ``concurrency`` at once. ``parameters`` such as
    ``temperature`` and ``seed`` are sent as they are. ``started_by`` is a person's id or ``command_line``. ``then`` names a
    task and its payload to be queued once the run has ended, with ``run_id`` added. ``results_path`` is the page that shows
    what the answers are worth, empty where there is none.
    """

    id: str
    organisation_id: str
    title: str
    questions: tuple[Question, ...]
    contestants: tuple[Contestant, ...]
    started_by: str
    repetitions: int = 1
    concurrency: int = 4
    parameters: Mapping[str, object] = field(default_factory=dict[str, object])
    information_class: InformationClass = InformationClass.ONE
    window: Window | None = None
    then: tuple[str, Mapping[str, object]] | None = None
    results_path: str = ""
