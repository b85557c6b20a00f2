"""Errors of the short survey.

TrialProblem
└── PulseProblem
    ├── PulseEmpty
    ├── MinutesUnfit
    └── PulseOver
"""

from genkan.trial.errors import TrialProblem


class PulseProblem(TrialProblem):
    """The survey could not be answered."""


class PulseEmpty(PulseProblem):
    """Neither question is answered."""

    status = 422
    sentence = "どちらの質問にも回答がありません。"
    next_step = "分かる方だけでも回答するか、「今回は回答しない」を選んでください。"


class MinutesUnfit(PulseProblem):
    """The minutes are no whole number within the limit."""

    status = 422
    sentence = "時間は、-{limit}から{limit}までの整数（分）で入力してください。"
    next_step = "余計に時間がかかったときは、負の数で入力してください。入力した内容は残してあります。"


class PulseOver(PulseProblem):
    """The person is not asked today, or has answered."""

    status = 409
    sentence = "このアンケートは、回答済みか、受付が終わっています。"
    next_step = "ホームに戻ってください。次にお願いするときは、ホームに表示します。"
