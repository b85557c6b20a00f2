"""Errors of mailboxes.

InquiryProblem
├── MailboxUnreachable
├── MailboxRefused
├── MailboxUnprotected
├── MailboxTroubled
├── MailboxTaken
└── MailboxUnknown
"""

from genkan.inquiry.errors import InquiryProblem


class MailboxUnreachable(InquiryProblem):
    """The server does not answer, or not as an IMAP server does."""

    status = 503
    sentence = "受信サーバー{host}に接続できません。"
    next_step = "ホスト、ポート及び暗号化の設定と、サーバーの稼働を確認してください。次の確認の時刻に、もう一度接続します。"


class MailboxRefused(InquiryProblem):
    """The server answers and does not let the mailbox be read."""

    status = 503
    sentence = "受信サーバー{host}が、受信箱{folder}の利用を認めませんでした。"
    next_step = "利用者名、パスワード及びフォルダーを確認してください。"


class MailboxUnprotected(InquiryProblem):
    """The server offers no encryption, and the password would go over the line for all to read."""

    status = 503
    sentence = "受信サーバー{host}が暗号化（STARTTLS）に対応していないため、接続しませんでした。"
    next_step = "TLSを用いる設定に改めるか、サーバーの暗号化を有効にしてください。"


class MailboxTroubled(InquiryProblem):
    """Something that nobody foresaw stands in the way; the record of the server says what."""

    status = 500
    sentence = "受信箱{username}の確認が、予期しない誤りのため中断しました。"
    next_step = "運用担当者に連絡してください。サーバーの記録に理由があります。"


class MailboxTaken(InquiryProblem):
    """The organisation looks into the mailbox already."""

    status = 409
    sentence = "受信箱{username}は、既に登録されています。"
    next_step = "登録済みの受信箱を確認してください。"


class MailboxUnknown(InquiryProblem):
    """There is no mailbox of this id."""

    status = 404
    sentence = "受信箱{mailbox}は登録されていません。"
    next_step = "登録済みの受信箱を確認してください。"
