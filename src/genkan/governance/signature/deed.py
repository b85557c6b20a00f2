"""What is signed on the command line, and the request for its code."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeedKind(StrEnum):
    """Deeds that stand under the name of one person."""

    SELECTION_DECISION = "selection_decision"
    EXAM_SEAL = "exam_seal"
    EXAM_SHARE_TAKEN = "exam_share_taken"
    EXAM_SHARE_BROUGHT = "exam_share_brought"
    TRIAL_PROTOCOL = "trial_protocol"
    TRIAL_END = "trial_end"

    @property
    def label(self) -> str:
        """In Japanese."""
        return _LABELS[self]


_LABELS = {
    DeedKind.SELECTION_DECISION: "決定案への署名",
    DeedKind.EXAM_SEAL: "性能試験の封印",
    DeedKind.EXAM_SHARE_TAKEN: "性能試験の鍵の受取り",
    DeedKind.EXAM_SHARE_BROUGHT: "性能試験の鍵の提示",
    DeedKind.TRIAL_PROTOCOL: "試行計画書への署名",
    DeedKind.TRIAL_END: "試行の終了への署名",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedDeed:
    """A deed of one person on one object; ``digest`` is the SHA-256 of what is signed, ``path`` the page that shows it.

    ``title`` names the object, and the reason where one is signed; a code counts for the title that was shown.
    """

    kind: DeedKind
    person_id: str
    organisation_id: str
    object_id: str
    title: str
    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class SignatureRequest:
    """A deed that waits for the code of its person until ``expires_at``."""

    id: str
    deed: SignedDeed
    asked_at: datetime
    expires_at: datetime
