"""Errors of work evidence.

TrialProblem
└── WorkProblem
    ├── AnswerNotInTrial
    ├── FinalMissing
    └── FinalTooLong
"""

from genkan.trial.errors import TrialProblem


class WorkProblem(TrialProblem):
    """The use of an answer could not be recorded."""


class AnswerNotInTrial(WorkProblem):
    """The answer is none of a trial in which the person takes part, or its text is gone."""

    status = 404
    sentence = "この回答は、参加中の試行の対象ではありません。"
    next_step = "会話の画面に戻り、試行の対象の回答を選んでください。"


class FinalMissing(WorkProblem):
    """No final text was given."""

    status = 422
    sentence = "最終稿が入力されていません。"
    next_step = "実際に使った文章を貼り付けて、もう一度送信してください。"


class FinalTooLong(WorkProblem):
    """The final text is longer than the limit, in characters."""

    status = 413
    sentence = "最終稿が長すぎます（{length}文字）。{limit}文字まで比べられます。"
    next_step = "回答を使った部分だけを貼り付けてください。入力した文章は残してあります。"
