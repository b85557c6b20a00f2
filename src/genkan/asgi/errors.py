"""Errors of the application as a whole.

ApplicationProblem
├── BodyTooLarge
├── AddressTooLong
├── PageNotFound
├── FormNotUnderstood
└── Unexpected
"""

from genkan.kit import Problem


class ApplicationProblem(Problem):
    """A request that no room could take."""


class BodyTooLarge(ApplicationProblem):
    """The body is over the limit, in megabytes."""

    status = 413
    sentence = "送信されたデータが大きすぎます。一度に送信できるのは{limit}メガバイトまでです。"
    next_step = "前の画面に戻り、文章やファイルを分けて送信してください。"


class AddressTooLong(ApplicationProblem):
    """The address of a request is longer than the server reads."""

    status = 414
    sentence = "アドレスに含まれる文字が多すぎるため、受け付けられません。"
    next_step = (
        "検索の言葉を短くしてください。プログラムからは、同じ項目をPOSTの本文（JSON）で送信してください。"
    )


class PageNotFound(ApplicationProblem):
    """Nothing is there, or nothing that this person may see."""

    status = 404
    sentence = "お探しのページは見つかりません。"
    next_step = "アドレスを確認するか、ホームから選び直してください。"


class FormNotUnderstood(ApplicationProblem):
    """A form or an address lacks something, or holds what cannot be meant."""

    status = 422
    sentence = "送信された内容に、受け付けられない項目があります（{fields}）。"
    next_step = "前の画面に戻り、入力内容を確認してください。"


class Unexpected(ApplicationProblem):
    """A fault of ours; the log has the details under the reference."""

    status = 500
    sentence = "処理中に問題が起きました（受付番号 {reference}）。"
    next_step = "もう一度お試しください。続く場合は、受付番号を運用担当者に伝えてください。"
