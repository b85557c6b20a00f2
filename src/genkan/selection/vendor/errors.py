"""Errors of vendors.

SelectionProblem
├── VendorUnknown
├── VendorInactive
├── VendorSignInRequired
├── VendorSessionEnded
├── VendorRefused
├── RegistrationUnknown
├── RegistrationsClosed
├── RegistrationTooOften
└── RegistrationsFull
EntryProblem
├── EmailUnfit
└── EmailTaken
"""

from genkan.selection.errors import EntryProblem, SelectionProblem


class VendorUnknown(SelectionProblem):
    """There is no such account of a vendor."""

    status = 404
    sentence = "お探しの応募者アカウントは見つかりません。"
    next_step = "応募者の一覧から選び直してください。"


class VendorInactive(SelectionProblem):
    """The account of the vendor is stopped."""

    status = 409
    sentence = "この応募者アカウントは停止しています。"
    next_step = "利用を再開してから、操作してください。"


class VendorSignInRequired(SelectionProblem):
    """No vendor is signed in; ``next_path`` is where to go on afterwards."""

    status = 401
    sentence = "応募者のサインインが必要です。"
    next_step = "応募者の画面からサインインしてください。"

    def __init__(self, *, next_path: str) -> None:
        self.next_path = next_path
        super().__init__(next_path=next_path)


class VendorSessionEnded(SelectionProblem):
    """Something was sent after the session of the vendor had ended."""

    status = 401
    sentence = "サインインの有効期間が終了したため、応募者からの送信内容を受け付けられませんでした。"
    next_step = (
        "別のタブで応募者の画面にサインインした後、この画面を再読み込みして「再送信」を選んでください。"
    )


class VendorRefused(SelectionProblem):
    """No account has this address and this password; which of the two is wrong is not told."""

    status = 401
    sentence = "電子メールアドレス又はパスワードが正しくありません。"
    next_step = (
        "入力内容を確認して、もう一度お試しください。続けて5回誤ると、15分間サインインできなくなります。"
    )


class RegistrationUnknown(SelectionProblem):
    """There is no such registration, or it was decided about."""

    status = 404
    sentence = "お探しの登録の申込みは見つかりません。"
    next_step = "応募者アカウントの一覧を開き直してください。別の担当者が処理した場合があります。"


class RegistrationsClosed(SelectionProblem):
    """The call is decided, so that nobody applies any more."""

    status = 409
    sentence = "この公募は終了したため、応募者の登録を受け付けていません。"
    next_step = "公募の一覧から、受付中の公募を選んでください。"


class RegistrationTooOften(SelectionProblem):
    """As many registrations of one line of the internet wait as may wait."""

    status = 429
    sentence = (
        "同じ接続元からの登録の申込みが{most}件あり、事務局の確認を待っているため、受け付けられません。"
    )
    next_step = "公募の問合せ先に連絡してください。入力した内容は残してあります。"


class RegistrationsFull(SelectionProblem):
    """As many registrations wait for the office as may wait."""

    status = 429
    sentence = "登録の申込みが集中しているため、現在は受け付けられません。"
    next_step = (
        "時間をおいてもう一度申し込むか、公募の問合せ先に連絡してください。入力した内容は残してあります。"
    )


class EmailUnfit(EntryProblem):
    """No address of e-mail."""

    sentence = "電子メールアドレスが正しくありません。"
    next_step = "半角の電子メールアドレスを一つ入力してください。"


class EmailTaken(EntryProblem):
    """Another account has this address."""

    sentence = "この電子メールアドレスは、既に登録されています。"
    next_step = (
        "応募者の一覧を確認し、一覧にないときは、別の電子メールアドレスを使うよう応募者に依頼してください。"
    )
