"""Errors of signatures on the command line.

GovernanceProblem
├── SignatureRequestGone
└── SignatureUnproven
    ├── SignatureCodeNeeded
    └── SignatureCodeUnfit
"""

from genkan.governance.errors import GovernanceProblem


class SignatureRequestGone(GovernanceProblem):
    """There is no such request of this person, or it is used or over."""

    status = 404
    sentence = "お探しの署名の依頼は見つかりません。既に使われたか、期限が過ぎています。"
    next_step = "一覧を開き直し、必要な場合は、コマンドをもう一度実行するよう依頼してください。"


class SignatureUnproven(GovernanceProblem):
    """Nothing proves that the person signs."""

    status = 403


class SignatureCodeNeeded(SignatureUnproven):
    """No code was given."""

    sentence = "コマンドで署名するには、{name}本人が発行するコードが必要です。"
    next_step = "{name}本人がサインインし、「アカウント」画面の「コマンドでの署名」（/account/signatures）で内容を確かめてコードを発行した後、--codeで指定してもう一度実行してください。"


class SignatureCodeUnfit(SignatureUnproven):
    """The code is another person's, of another deed, used, over or mistyped; which of these is not told."""

    sentence = "コードが正しくないか、この操作のものではないか、期限が切れています。"
    next_step = "{name}本人に、コードの発行をもう一度依頼してください。コードは10分間、一度だけ使えます。"
