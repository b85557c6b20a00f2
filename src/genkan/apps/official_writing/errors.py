"""Errors of checking official Japanese.

WritingProblem
├── NothingWritten
├── WritingTooLong
└── WritingRequestUnclear
"""

from genkan.apps.errors import AppsProblem


class WritingProblem(AppsProblem):
    """A text cannot be checked."""

    status = 422


class NothingWritten(WritingProblem):
    """There is no text."""

    sentence = "確認する文章が入力されていません。"
    next_step = "文章を入力してから、もう一度確認してください。"


class WritingTooLong(WritingProblem):
    """The text is longer than is checked at once."""

    sentence = "文章が長すぎます（{given}文字）。一度に確認できるのは、{most}文字までです。"
    next_step = "文章を分けて確認してください。入力した文章は残っています。"


class WritingRequestUnclear(WritingProblem):
    """What a program sent is not what the API takes."""

    sentence = "要求の内容を読み取れません。"
    next_step = (
        "textに文章を、必要に応じてquotationsにtrue又はfalseを、kindにdocument、public又はregulationを入れた"
        "JSONを送ってください。"
    )
