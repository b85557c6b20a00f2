"""An app that people made (職員が作ったアプリ), and its versions."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from genkan.apps.making.content import Content

LONGEST_TITLE = 100


class VersionState(StrEnum):
    """Where a version stands (下書き・審査中・差戻し・公開中・旧版・公開終了)."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    PUBLISHED = "published"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"

    @property
    def was_shown(self) -> bool:
        """Whether it left the team, so that those who look after the apps of the organisation may read it."""
        return self is not VersionState.DRAFT

    @property
    def was_published(self) -> bool:
        """Whether others than the team could use it."""
        return self in (VersionState.PUBLISHED, VersionState.REPLACED, VersionState.WITHDRAWN)


@dataclass(frozen=True, kw_only=True)
class Review:
    """What became of a submission: by whom, when, with which reason; ``alone`` where its author had to decide.

    ``submitted_by`` and ``submitted_at`` are None before anybody submitted it.
    """

    submitted_by: str | None = None
    submitted_at: datetime | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    reason: str = ""
    alone: bool = False


@dataclass(frozen=True, kw_only=True)
class Version:
    """One saved state of an app; what it says never changes, only where it stands."""

    id: str
    app_id: str
    number: int
    state: VersionState
    content: Content
    created_by: str
    created_at: datetime
    review: Review = field(default_factory=Review)


@dataclass(frozen=True, kw_only=True)
class MadeApp:
    """An app through all its versions.

    ``everywhere`` offers it to all organisations. After ``last_day`` it is offered no more, None where no end is set.
    ``offered_to`` is the team that was asked to take it over.
    """

    id: str
    organisation_id: str
    team_id: str
    everywhere: bool
    last_day: date | None
    offered_to: str | None
    created_by: str
    created_at: datetime
