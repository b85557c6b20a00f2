"""Something in a reply at which a person should look."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Subject(StrEnum):
    """What a check looks at."""

    CITATION = "citation"
    BLANK = "blank"
    PERSONAL_DATA = "personal_data"
    PROMISE = "promise"
    TONE = "tone"
    WRITING = "writing"

    @property
    def label(self) -> str:
        """The subject as a Japanese message id."""
        return _LABELS[self]


_LABELS = {
    Subject.CITATION: "引用と根拠",
    Subject.BLANK: "未記入",
    Subject.PERSONAL_DATA: "個人情報",
    Subject.PROMISE: "約束と期限",
    Subject.TONE: "言葉遣い",
    Subject.WRITING: "公用文の書き方",
}


@dataclass(frozen=True)
class Finding:
    """A place from ``start`` to ``end``, both 0 where the text as a whole is meant.

    ``message`` is a Japanese message id whose places ``details`` fill. What is ``blocking`` passes only with a reason.
    """

    subject: Subject
    start: int
    end: int
    message: str
    blocking: bool = False
    details: Mapping[str, str] = field(default_factory=dict[str, str])
