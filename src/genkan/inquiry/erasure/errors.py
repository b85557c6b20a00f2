"""Errors of erasure.

InquiryProblem
├── CaseStillOpen
├── AlreadyAsked
├── NothingAsked
└── OwnRequest
"""

from genkan.inquiry.errors import InquiryProblem


class CaseStillOpen(InquiryProblem):
    """A case that somebody still answers needs its letter."""

    status = 409
    sentence = "対応中の案件は、消去できません。"
    next_step = "案件を終了してから、もう一度操作してください。"


class AlreadyAsked(InquiryProblem):
    """Erasure was asked for, or done, before."""

    status = 409
    sentence = "この案件の消去は、既に申し出られているか、済んでいます。"
    next_step = "下に表示した最新の状態を確認してください。"


class NothingAsked(InquiryProblem):
    """There is no request that could be decided."""

    status = 409
    sentence = "判断を待っている消去の申出はありません。"
    next_step = "下に表示した最新の状態を確認してください。"


class OwnRequest(InquiryProblem):
    """Nobody approves what they recorded."""

    status = 403
    sentence = "自分が記録した消去の申出は、承認できません。"
    next_step = "ほかの照会対応責任者に承認を依頼してください。"
