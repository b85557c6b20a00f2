"""That a citizen asked for erasure, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RequestState(StrEnum):
    """What became of a request."""

    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"

    @property
    def label(self) -> str:
        """The state as a Japanese message id."""
        return _LABELS[self]


_LABELS = {
    RequestState.ASKED: "判断待ち",
    RequestState.APPROVED: "消去した",
    RequestState.DECLINED: "消去しない",
}


@dataclass(frozen=True)
class ErasureRequest:
    """A request on a case; ``reason`` is what the citizen said, ``answer`` why a supervisor declined.

    Both are empty once the case is erased.
    """

    id: str
    case_id: str
    organisation_id: str
    asked_by: str
    asked_at: datetime
    reason: str
    state: RequestState = RequestState.ASKED
    decided_by: str | None = None
    decided_at: datetime | None = None
    answer: str = ""
