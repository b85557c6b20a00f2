"""What the pages of inquiries call states, degrees of urgency, languages and deeds."""

from genkan.inquiry.case import CaseState
from genkan.inquiry.events import CaseEvent
from genkan.inquiry.post import MailEvent
from genkan.inquiry.public import CitizenEvent
from genkan.inquiry.urgency import Urgency
from genkan.ui import mark as _

STATE_KINDS = {
    CaseState.RECEIVED: "warning",
    CaseState.ASSIGNED: "info",
    CaseState.DRAFTED: "info",
    CaseState.AWAITING: "warning",
    CaseState.POSTING: "warning",
    CaseState.ANSWERED: "success",
    CaseState.COMPLETED: "neutral",
    CaseState.REFERRED: "neutral",
    CaseState.DECLINED: "neutral",
    CaseState.ERASED: "neutral",
}
URGENCIES = {Urgency.URGENT: _("至急"), Urgency.SOON: _("早め"), Urgency.NORMAL: _("通常")}
LANGUAGES = {"ja": _("日本語"), "en": _("英語"), "zh": _("中国語"), "ko": _("韓国語")}
OTHER_LANGUAGE = _("その他の言語")
HISTORY = {
    CaseEvent.RECEIVED: _("受付"),
    CaseEvent.CONFIRMED: _("分類と担当の決定"),
    CaseEvent.TAKEN: _("担当の引受け"),
    CaseEvent.NOTED: _("メモの追加"),
    CaseEvent.DRAFTED: _("回答案の保存"),
    CaseEvent.SUBMITTED: _("承認の依頼"),
    CaseEvent.RETURNED: _("回答案の差戻し"),
    CaseEvent.APPROVED: _("回答の承認"),
    CaseEvent.WITHDRAWN: _("回答の取消し"),
    CaseEvent.ANSWERED: _("回答の記録"),
    CaseEvent.COMPLETED: _("完了"),
    CaseEvent.REFERRED: _("移送"),
    CaseEvent.DECLINED: _("対応不要の決定"),
    CaseEvent.JOINED: _("案件の統合"),
    CaseEvent.PARTED: _("別の案件とする決定"),
    CaseEvent.POSTED: _("書面の発送"),
    CaseEvent.DEADLINE_SET: _("回答期限の変更"),
    CaseEvent.REOPENED: _("再開"),
    CaseEvent.ERASURE_ASKED: _("消去の申出"),
    CaseEvent.ERASURE_DECLINED: _("消去しない判断"),
    CaseEvent.ERASED: _("消去"),
    MailEvent.SENT: _("電子メールの送信"),
    MailEvent.FAILED: _("電子メールの送信の失敗"),
    MailEvent.UNKNOWN: _("電子メールの送達不明"),
    MailEvent.DECIDED: _("届いていない電子メールについての決定"),
    MailEvent.BOUNCED: _("電子メールの不達"),
    CitizenEvent.READ: _("回答の閲覧"),
    CitizenEvent.RATED: _("満足度の回答"),
    CitizenEvent.CODE_RENEWED: _("確認コードの再発行"),
}
ACTORS = {
    "citizen": _("照会者"),
    "command_line": _("コマンドライン"),
    "mail": _("電子メール"),
    "system": _("システム"),
}
