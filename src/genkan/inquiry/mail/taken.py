"""What became of a letter by e-mail."""

from dataclasses import dataclass
from enum import StrEnum

from genkan.inquiry.mail.letter import WhyLeft

OTHER_CONTENT = "other"


class MailOutcome(StrEnum):
    """What became of a letter."""

    TAKEN = "taken"
    KNOWN = "known"
    LEFT = "left"


@dataclass(frozen=True)
class TakenMail:
    """A letter that became a case, was a case already, or was left with its ``reason``, a member of ``WhyLeft``.

    One that became a case may have the reason ``OTHER_CONTENT``. ``content`` is a digest of what it says, empty where
    nobody looked.
    """

    outcome: MailOutcome
    case_id: str | None = None
    reason: str = ""
    content: str = ""

    @property
    def why(self) -> str:
        """Why it was left, or what is odd about it, as a Japanese message id."""
        return _REASONS.get(self.reason, "")


_REASONS: dict[str, str] = {
    WhyLeft.REPLY: "自動応答の電子メールです。",
    WhyLeft.BOUNCE: "配信の結果を知らせる電子メールです。",
    WhyLeft.BULK: "一斉に配信された電子メールです。",
    WhyLeft.TOO_LARGE: "電子メールが大きすぎます。受信箱から.eml形式で保存し、必要な部分を登録してください。",
    WhyLeft.BROKEN: "電子メールを読み込めませんでした。受信箱で内容を確認し、手で登録してください。",
    WhyLeft.EARLIER: "受信箱を登録する前に届いた電子メールです。",
    OTHER_CONTENT: "識別子（Message-ID）が同じで内容の異なる電子メールを、既に受け取っています。",
    WhyLeft.LOOP: "この組織の送信用アドレスから届いた電子メールです。",
}
