"""Errors of letters by e-mail.

InquiryProblem
├── RecipientUnfit
├── SenderUnfit
├── MailUnknown
└── MailSettled
"""

from genkan.inquiry.errors import EntryProblem, InquiryProblem


class RecipientUnfit(EntryProblem):
    """No computer can send to this address."""

    field = "email"
    sentence = "電子メールアドレスの形が正しくありません。"
    next_step = "「例示@」のような漢字や空白を含まない、半角の電子メールアドレスを一つ入力してください。"


class SenderUnfit(EntryProblem):
    """No computer can send from this address."""

    field = "sender"
    sentence = "差出人の電子メールアドレスの形が正しくありません。"
    next_step = "組織で使う電子メールアドレスを、半角で一つ入力してください。"


class MailUnknown(InquiryProblem):
    """There is no such letter on the case."""

    status = 404
    sentence = "お探しの電子メールは見つかりません。"
    next_step = "案件の画面を開き直してください。"


class MailSettled(InquiryProblem):
    """Somebody decided about the letter before, or it may not be decided."""

    status = 409
    sentence = "この電子メールについては、既に決められているか、決める必要がありません。"
    next_step = "案件の画面で、電子メールの現在の状態を確認してください。"
