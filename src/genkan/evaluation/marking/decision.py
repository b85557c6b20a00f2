"""What a third person decides: where two markers differ, and where somebody appeals (裁定・不服の申出)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DecisionKind(StrEnum):
    """Why a third person decides."""

    ADJUDICATION = "adjudication"
    APPEAL = "appeal"

    @property
    def label(self) -> str:
        """The kind in Japanese."""
        return {DecisionKind.ADJUDICATION: "裁定", DecisionKind.APPEAL: "不服の申出"}[self]


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that is asked for, and made once it has points; ``reason`` is that of who appeals."""

    id: str
    task_id: str
    answer_id: str
    kind: DecisionKind
    person_id: str
    asked_by: str
    asked_at: datetime
    reason: str = ""
    points: tuple[int, ...] = ()
    note: str = ""
    decided_at: datetime | None = None

    @property
    def is_made(self) -> bool:
        """Whether it was decided."""
        return self.decided_at is not None


def decides(decisions: Iterable[Decision], person_id: str) -> bool:
    """Whether one of the decisions is still to be made by this person."""
    return any(one.person_id == person_id and not one.is_made for one in decisions)
