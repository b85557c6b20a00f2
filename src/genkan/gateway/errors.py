"""Errors of the gateway room.

GatewayProblem
├── QuestionEmpty
├── QuestionTooLong
├── TooManyAnswers
├── AnswerUnknown
├── PersonUnknown
├── DeploymentGone
└── GatewayFailed
"""

from genkan.kit import Problem


class GatewayProblem(Problem):
    """A question did not pass the door."""


class QuestionEmpty(GatewayProblem):
    """The question has no words."""

    status = 422
    sentence = "質問が入力されていません。"
    next_step = "質問を入力してから送信してください。"


class QuestionTooLong(GatewayProblem):
    """The question is longer than the limit, in characters."""

    status = 413
    sentence = "質問が長すぎます（{length}文字）。一度に送信できるのは{limit}文字までです。"
    next_step = "質問を短くするか、分けて送信してください。入力した文章は残してあります。"


class TooManyAnswers(GatewayProblem):
    """One person waits for more answers than the limit."""

    status = 429
    sentence = "作成中の回答が{limit}件あるため、新しい質問を受け付けられません。"
    next_step = "作成中の回答が終わるのを待つか、停止してから、もう一度送信してください。"


class AnswerUnknown(GatewayProblem):
    """There is no such answer."""

    status = 404
    sentence = "お探しの回答は見つかりません。"
    next_step = "一覧から選び直してください。"


class PersonUnknown(GatewayProblem):
    """The person who asked may no longer use the environment."""

    status = 403
    sentence = "この利用者は、現在利用を停止されています。"
    next_step = "利用者管理の担当者に確認してください。"


class DeploymentGone(GatewayProblem):
    """The deployment that was chosen is not registered."""

    status = 404
    sentence = "選択したモデルは登録されていません。"
    next_step = "別のモデルを選んでください。"


class GatewayFailed(GatewayProblem):
    """Something failed that has no name of its own; the operator finds it in the log."""

    status = 500
    sentence = "回答の作成中に問題が起きました。"
    next_step = "もう一度お試しください。続く場合は運用担当者に連絡してください。"
