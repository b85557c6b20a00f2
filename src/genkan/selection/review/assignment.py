"""Who reviews an application, and whether anything stands against it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Part(StrEnum):
    """One of two who review, or the third who resolves differences."""

    REVIEWER = "reviewer"
    RESOLVER = "resolver"

    @property
    def label(self) -> str:
        """In Japanese."""
        return {"reviewer": "審査", "resolver": "相違の解消"}[self.value]


class Conflict(StrEnum):
    """What a reviewer declared of conflicts of interest (利益相反)."""

    UNDECLARED = "undeclared"
    NONE = "none"
    CONFLICTED = "conflicted"

    @property
    def label(self) -> str:
        """In Japanese."""
        return {"undeclared": "未申告", "none": "利益相反なし", "conflicted": "利益相反あり"}[self.value]


@dataclass(frozen=True, slots=True)
class Assignment:
    """A person's part in the review of one application."""

    application_id: str
    person_id: str
    part: Part
    assigned_at: datetime
    conflict: Conflict = Conflict.UNDECLARED
    conflict_reason: str = ""
    handed_in_at: datetime | None = None

    @property
    def counts(self) -> bool:
        """Whether the person still has the part."""
        return self.conflict is not Conflict.CONFLICTED
