"""A call, its editions and the questions about it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from genkan.selection.call.content import CallContent


class CallState(StrEnum):
    """How far a call is."""

    DRAFT = "draft"
    PUBLISHED = "published"
    DECIDED = "decided"

    @property
    def label(self) -> str:
        """In Japanese, as staff see it."""
        return {"draft": "下書き", "published": "公表済み", "decided": "決定済み"}[self.value]


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it stands: the draft, or the latest edition. ``version`` grows with every change."""

    id: str
    organisation_id: str
    state: CallState
    version: int
    content: CallContent
    created_at: datetime
    digest: str = ""

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it."""
        return self.state is not CallState.DRAFT

    def takes_questions(self, now: datetime) -> bool:
        """Whether applicants may ask."""
        return self.state is CallState.PUBLISHED and now <= self.content.schedule.questions_until

    def is_late(self, now: datetime) -> bool:
        """Whether the deadline has passed, by the clock of the server."""
        return now > self.content.schedule.deadline


@dataclass(frozen=True, slots=True)
class Edition:
    """A call as it was published (number 1) or amended: ``record`` is canonical JSON, ``digest`` its SHA-256."""

    id: str
    call_id: str
    number: int
    at: datetime
    person_id: str
    reason: str
    changed: tuple[str, ...]
    record: str
    digest: str


@dataclass(frozen=True, slots=True)
class Question:
    """What an applicant asked; the answer is seen by all from ``published_at`` on, and by nobody before."""

    id: str
    call_id: str
    vendor_id: str
    text: str
    asked_at: datetime
    answer: str = ""
    published_at: datetime | None = None
