"""Errors of the selection.

SelectionProblem
└── EntryProblem
    ├── TextNeeded
    ├── TextTooLong
    └── ReasonMissing
"""

from genkan.kit import Problem


class SelectionProblem(Problem):
    """Something of a selection could not be done."""

    status = 422


class EntryProblem(SelectionProblem):
    """What was typed into a field cannot be taken; ``field`` is its name in the form."""

    def __init__(self, *, field: str, **details: object) -> None:
        self.field = field
        super().__init__(**details)


class TextNeeded(EntryProblem):
    """A field that must not stay empty."""

    sentence = "「{label}」を入力してください。"
    next_step = "入力した内容は残してあります。"


class TextTooLong(EntryProblem):
    """A text that does not fit."""

    sentence = "「{label}」は{limit}文字以内で入力してください。"
    next_step = "文章を短くしてください。入力した内容は残してあります。"


class ReasonMissing(EntryProblem):
    """A deed that needs its reason."""

    sentence = "理由を入力してください。"
    next_step = "後から読む人に分かるように、理由を書いてください。入力した内容は残してあります。"
