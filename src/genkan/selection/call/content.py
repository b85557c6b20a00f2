"""What a call says: purpose, targets, conditions, criteria, schedule, documents asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import cast

import msgspec

LONGEST_TITLE = 200
LONGEST_TEXT = 20_000
LONGEST_LABEL = 200


class Measure(StrEnum):
    """How a criterion is decided: pass or fail on paper, points by a rubric on paper, by a test, or by a sealed test whose results are proven."""

    PASS = "pass"  # noqa: S105 (of a criterion)
    SCORE = "score"
    TEST = "test"
    SEALED_TEST = "sealed_test"

    @property
    def label(self) -> str:
        """In Japanese."""
        return {"pass": "適否", "score": "点数", "test": "試験", "sealed_test": "封印した性能試験"}[
            self.value
        ]

    @property
    def is_reviewed(self) -> bool:
        """Whether reviewers decide it on the documents."""
        return self not in (Measure.TEST, Measure.SEALED_TEST)


@dataclass(frozen=True, slots=True)
class RubricLine:
    """What earns how many points."""

    points: int
    text: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion (選定基準); ``threshold`` is the least number of points, ``weight`` what a point counts."""

    key: str
    title: str
    text: str = ""
    measure: Measure = Measure.PASS
    weight: int = 1
    threshold: int = 0
    rubric: tuple[RubricLine, ...] = ()
    source: str = ""

    @property
    def most(self) -> int:
        """The highest number of points of the rubric."""
        return max((line.points for line in self.rubric), default=0)


@dataclass(frozen=True, slots=True)
class DocumentAsked:
    """A document (提出書類) that an application brings."""

    key: str
    title: str
    text: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True)
class Schedule:
    """The moments and days of a call; a moment is UTC, a day that of Japan."""

    questions_until: datetime
    deadline: datetime
    answers_on: date | None = None
    test_on: date | None = None
    decision_on: date | None = None


@dataclass(frozen=True, slots=True)
class CallContent:
    """Everything that a call publishes."""

    title: str
    purpose: str
    targets: str
    conditions: str
    how_to_apply: str
    contact: str
    schedule: Schedule
    criteria: tuple[Criterion, ...]
    documents: tuple[DocumentAsked, ...]

    @property
    def reviewed(self) -> tuple[Criterion, ...]:
        """The criteria that reviewers decide."""
        return tuple(criterion for criterion in self.criteria if criterion.measure.is_reviewed)

    @property
    def has_test(self) -> bool:
        """Whether a test decides a criterion."""
        return len(self.reviewed) < len(self.criteria)

    @property
    def announces_sealed_test(self) -> bool:
        """Whether applicants were told that a sealed test decides a criterion."""
        return any(criterion.measure is Measure.SEALED_TEST for criterion in self.criteria)

    def criterion(self, key: str) -> Criterion | None:
        """The criterion of a key."""
        return next((each for each in self.criteria if each.key == key), None)

    def document(self, key: str) -> DocumentAsked | None:
        """The document of a key."""
        return next((each for each in self.documents if each.key == key), None)


def as_data(content: CallContent) -> dict[str, object]:
    """The content as JSON holds it."""
    return cast("dict[str, object]", msgspec.to_builtins(content))


def content_from(data: Mapping[str, object]) -> CallContent:
    """The content that JSON holds. Raises ``msgspec.ValidationError``."""
    return msgspec.convert(data, CallContent)
