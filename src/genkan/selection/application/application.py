"""An application, and what of it was handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from genkan.selection.application.content import ApplicationContent


class ApplicationState(StrEnum):
    """How far an application is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """In Japanese."""
        return {"draft": "作成中", "submitted": "提出済み", "withdrawn": "取下げ"}[self.value]


@dataclass(frozen=True, slots=True)
class Application:
    """The working copy of a vendor; ``number`` counts within the call."""

    id: str
    call_id: str
    vendor_id: str
    number: int
    state: ApplicationState
    version: int
    content: ApplicationContent
    created_at: datetime
    changed_at: datetime

    @property
    def label(self) -> str:
        """The number as people write it."""
        return f"{self.number:02}"


@dataclass(frozen=True, slots=True)
class Submission:
    """What was handed in (提出): ``record`` is canonical JSON and ``digest`` its SHA-256; it never changes.

    ``missing`` names in Japanese what was not there, ``late`` whether the deadline had passed by the server's clock.
    """

    id: str
    application_id: str
    sequence: int
    at: datetime
    late: bool
    missing: tuple[str, ...]
    record: str
    digest: str


def that_counts(submissions: Sequence[Submission]) -> Submission | None:
    """The last one in time; where all were late, the first of them, which stays marked so and moves no more."""
    in_time = [each for each in submissions if not each.late]
    return in_time[-1] if in_time else next(iter(submissions), None)
