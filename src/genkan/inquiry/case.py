"""A case: the inquiry of a citizen with its record."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from genkan.inquiry.sorting.proposal import Flag
from genkan.inquiry.urgency import Urgency

LONGEST_TEXT = 100_000
LONGEST_NAME = 100
LONGEST_ADDRESS = 300
LONGEST_EMAIL = 254
LONGEST_NOTE = 10_000
HEADING_LENGTH = 80


class Channel(StrEnum):
    """The way by which an inquiry came."""

    COUNTER = "counter"
    TELEPHONE = "telephone"
    LETTER = "letter"
    FAX = "fax"
    EMAIL = "email"
    FORM = "form"
    FILE = "file"
    API = "api"

    @property
    def label(self) -> str:
        """The channel as a Japanese message id."""
        return _CHANNELS[self]


class CaseState(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    DRAFTED = "drafted"
    AWAITING = "awaiting"
    POSTING = "posting"
    ANSWERED = "answered"
    COMPLETED = "completed"
    REFERRED = "referred"
    DECLINED = "declined"
    ERASED = "erased"

    @property
    def label(self) -> str:
        """The state as a Japanese message id."""
        return _STATES[self]

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something before the citizen has an answer."""
        return self in _OPEN


_CHANNELS = {
    Channel.COUNTER: "窓口",
    Channel.TELEPHONE: "電話",
    Channel.LETTER: "郵便",
    Channel.FAX: "ファクシミリ",
    Channel.EMAIL: "電子メール",
    Channel.FORM: "公開フォーム",
    Channel.FILE: "一覧の取込み",
    Channel.API: "外部連携",
}
_OPEN = frozenset(
    {CaseState.RECEIVED, CaseState.ASSIGNED, CaseState.DRAFTED, CaseState.AWAITING, CaseState.POSTING}
)
_STATES = {
    CaseState.RECEIVED: "受付",
    CaseState.ASSIGNED: "担当決定",
    CaseState.DRAFTED: "回答案",
    CaseState.AWAITING: "承認待ち",
    CaseState.POSTING: "発送待ち",
    CaseState.ANSWERED: "回答済み",
    CaseState.COMPLETED: "完了",
    CaseState.REFERRED: "移送",
    CaseState.DECLINED: "対応不要",
    CaseState.ERASED: "消去済み",
}


@dataclass(frozen=True)
class Case:
    """An inquiry as everybody of the organisation sees it, without its text.

    ``heading`` is what the text asks first; ``office_id`` is a bureau; ``version`` counts the deeds.
    """

    id: str
    organisation_id: str
    number: str
    channel: Channel
    received_at: datetime
    state: CaseState
    topic_id: str | None
    urgency: Urgency
    flags: tuple[Flag, ...]
    language: str
    deadline: date
    office_id: str | None
    owner_id: str | None
    version: int
    heading: str


@dataclass(frozen=True)
class Citizen:
    """Who asks, as far as it is needed to reply; each may be empty.

    ``address`` is as it was written, ``email`` one to which a computer may send.
    """

    name: str
    address: str
    email: str = ""


class NoteKind(StrEnum):
    """What a note was written for."""

    NOTE = "note"
    ANSWERED = "answered"
    REFERRED = "referred"
    DECLINED = "declined"
    REOPENED = "reopened"
    RETURNED = "returned"
    PASSED = "passed"
    DEADLINE = "deadline"

    @property
    def label(self) -> str:
        """The kind as a Japanese message id."""
        return _NOTES[self]


_NOTES = {
    NoteKind.NOTE: "メモ",
    NoteKind.ANSWERED: "回答の内容",
    NoteKind.REFERRED: "移送先と理由",
    NoteKind.DECLINED: "対応不要とした理由",
    NoteKind.REOPENED: "再開の理由",
    NoteKind.RETURNED: "差戻しの理由",
    NoteKind.PASSED: "確認結果を了とした理由",
    NoteKind.DEADLINE: "回答期限を変更した理由",
}


@dataclass(frozen=True)
class Note:
    """What an officer wrote on a case, for colleagues."""

    id: str
    case_id: str
    person_id: str
    at: datetime
    kind: NoteKind
    text: str
