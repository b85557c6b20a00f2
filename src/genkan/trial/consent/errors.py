"""Errors of consent.

TrialProblem
├── NoTrialRuns
└── ConsentTextChanged
"""

from genkan.trial.errors import TrialProblem


class NoTrialRuns(TrialProblem):
    """In the organisation of the person no trial runs now."""

    status = 409
    sentence = "所属する組織では、現在、試行を実施していません。"
    next_step = "返事は必要ありません。"


class ConsentTextChanged(TrialProblem):
    """The text was changed after the person opened the page."""

    status = 409
    sentence = "画面を開いた後に、説明の内容が変わりました。"
    next_step = "新しい説明を読んでから、もう一度選んでください。"
