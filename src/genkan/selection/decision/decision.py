"""A decision: its draft, what was put up for signing, its signatures, and results taken in from tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from genkan.selection.decision.exam_result import ExamResult

LONGEST_TEXT = 20_000
LONGEST_REASON = 4000
SIGNATURES = 2


class Outcome(StrEnum):
    """What becomes of an application."""

    SELECTED = "selected"
    NOT_SELECTED = "not_selected"
    NOT_REVIEWED = "not_reviewed"

    @property
    def label(self) -> str:
        """In Japanese."""
        return {"selected": "採択", "not_selected": "不採択", "not_reviewed": "審査の対象外"}[self.value]


@dataclass(frozen=True, slots=True)
class Line:
    """What is decided of one application; ``note`` is for the archive only."""

    outcome: Outcome | None = None
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """The working copy of a call's decision: minutes of the panel, public and confidential, why results were typed
    and not those of a sealed test, and a line an application.
    """

    call_id: str
    version: int = 0
    minutes: str = ""
    confidential: str = ""
    typed_reason: str = ""
    lines: Mapping[str, Line] = field(default_factory=dict[str, Line])

    def line(self, application_id: str) -> Line:
        """The line of an application, empty where there is none."""
        return self.lines.get(application_id, Line())


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it was put up for signing: ``record`` is canonical JSON, ``digest`` its SHA-256; it never changes."""

    id: str
    call_id: str
    revision: int
    at: datetime
    person_id: str
    record: str
    digest: str


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature under the hash of a decision."""

    decision_id: str
    position: int
    person_id: str
    at: datetime
    digest: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A result that a test gave; the interval may be absent, ``source`` leads to the test.

    With ``exam`` it comes from a sealed test of this installation, ``value`` in percent; without, the office typed it.
    """

    id: str
    application_id: str
    measure: str
    value: float
    low: float | None
    high: float | None
    source: str
    person_id: str
    at: datetime
    exam: ExamResult | None = None

    @property
    def is_typed(self) -> bool:
        """Whether the office typed it."""
        return self.exam is None
