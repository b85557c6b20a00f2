"""What the pages of inquiries call states, degrees of urgency, languages and deeds."""

from genkan.inquiry.case import CaseState
from genkan.inquiry.events import CaseEvent
from genkan.inquiry.urgency import Urgency
from genkan.ui import mark as _

STATE_KINDS = {
    CaseState.RECEIVED: "warning",
    CaseState.ASSIGNED: "info",
    CaseState.ANSWERED: "success",
    CaseState.COMPLETED: "neutral",
    CaseState.REFERRED: "neutral",
    CaseState.DECLINED: "neutral",
}
URGENCIES = {Urgency.URGENT: _("至急"), Urgency.SOON: _("早め"), Urgency.NORMAL: _("通常")}
LANGUAGES = {"ja": _("日本語"), "en": _("英語"), "zh": _("中国語"), "ko": _("韓国語")}
OTHER_LANGUAGE = _("その他の言語")
HISTORY = {
    CaseEvent.RECEIVED: _("受付"),
    CaseEvent.CONFIRMED: _("分類と担当の決定"),
    CaseEvent.TAKEN: _("担当の引受け"),
    CaseEvent.NOTED: _("メモの追加"),
    CaseEvent.ANSWERED: _("回答の記録"),
    CaseEvent.COMPLETED: _("完了"),
    CaseEvent.REFERRED: _("移送"),
    CaseEvent.DECLINED: _("対応不要の決定"),
    CaseEvent.REOPENED: _("再開"),
}
