"""A letter by e-mail, and where it stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST_SUBJECT = 200


class MailState(StrEnum):
    """Where a letter stands.

    UNKNOWN is one of which nobody can tell whether the server took it, BOUNCED one that came back after it was taken.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    BOUNCED = "bounced"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The state as a Japanese message id."""
        return _STATES[self]


class Fault(StrEnum):
    """Why a letter was not taken."""

    NONE = ""
    UNSET = "unset"
    FORBIDDEN = "forbidden"
    UNREACHABLE = "unreachable"
    ENCRYPTION = "encryption"
    SIGN_IN = "sign_in"
    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"
    DROPPED = "dropped"
    STOPPED = "stopped"
    RETURNED = "returned"

    @property
    def label(self) -> str:
        """The reason as a Japanese message id."""
        return _FAULTS[self]


_STATES = {
    MailState.QUEUED: "送信待ち",
    MailState.SENDING: "送信中",
    MailState.SENT: "送信済み",
    MailState.FAILED: "送信できませんでした",
    MailState.UNKNOWN: "送達不明",
    MailState.BOUNCED: "不達",
    MailState.WITHDRAWN: "取りやめ",
}
_FAULTS = {
    Fault.NONE: "",
    Fault.UNSET: "メールサーバーが設定されていません。",
    Fault.FORBIDDEN: "メールサーバーのアドレスは、接続を認められていない場所にあります。",
    Fault.UNREACHABLE: "メールサーバーに接続できません。",
    Fault.ENCRYPTION: "メールサーバーとの通信を暗号化できません。",
    Fault.SIGN_IN: "メールサーバーが利用者名又はパスワードを受け付けません。",
    Fault.SENDER: "メールサーバーが差出人のアドレスを受け付けません。",
    Fault.RECIPIENT: "メールサーバーが宛先のアドレスを受け付けません。",
    Fault.CONTENT: "メールサーバーがメールの本文を受け付けません。",
    Fault.DROPPED: "本文を送った後、受け取ったかどうかの返事がないまま通信が切れました。",
    Fault.STOPPED: "送信の途中で処理が止まりました。",
    Fault.RETURNED: "宛先に届けられないという知らせが、メールサーバーから届きました。",
}


@dataclass(frozen=True)
class Outgoing:
    """A letter to be sent, not before a moment.

    ``to`` is what ``mail_address`` gives. A ``confidential`` text, such as a code, is kept until it is sent and never
    shown to officers.
    """

    organisation_id: str
    case_id: str | None
    to: str
    subject: str
    text: str
    not_before: datetime
    confidential: bool = False


@dataclass(frozen=True)
class Mail:
    """A letter with what became of it; ``attempt`` counts the tries, ``ended_at`` is None while it may still go."""

    id: str
    organisation_id: str
    case_id: str | None
    to: str
    subject: str
    text: str
    confidential: bool
    state: MailState
    attempt: int
    not_before: datetime
    created_at: datetime
    ended_at: datetime | None
    fault: Fault
    answer_code: int | None
