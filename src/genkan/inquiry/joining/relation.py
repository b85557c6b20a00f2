"""How a case may belong to an earlier one."""

from dataclasses import dataclass
from enum import StrEnum


class Ground(StrEnum):
    """Why two cases may belong together, the strongest first."""

    ASKED = "asked"
    NUMBER = "number"
    THREAD = "thread"
    SAME_ID = "same_id"
    SAME_TEXT = "same_text"
    SAME_PERSON = "same_person"

    @property
    def reason(self) -> str:
        """The ground as a Japanese message id."""
        return _REASONS[self]

    @property
    def is_follow_up(self) -> bool:
        """Whether the citizen goes on from the earlier letter; else both ask the same."""
        return self in (Ground.ASKED, Ground.NUMBER, Ground.THREAD)


_REASONS = {
    Ground.ASKED: "照会者が、この案件の続きとして送信しました。",
    Ground.NUMBER: "文面に、この案件の受付番号があります。",
    Ground.THREAD: "この案件の電子メールへの返信として届きました。",
    Ground.SAME_ID: "電子メールの識別子（Message-ID）が、この案件のものと同じです。内容は異なります。",
    Ground.SAME_TEXT: "文面がほぼ同じです。",
    Ground.SAME_PERSON: "連絡先が同じで、文面が似ています。",
}


class Standing(StrEnum):
    """What a person decided about two cases."""

    PROPOSED = "proposed"
    JOINED = "joined"
    PARTED = "parted"


@dataclass(frozen=True)
class Relation:
    """That ``case_id`` may belong to ``earlier_id``; ``likeness`` of their texts is from 0 to 1."""

    case_id: str
    earlier_id: str
    ground: Ground
    likeness: float
    standing: Standing = Standing.PROPOSED
