"""Errors of lists of terms.

TermsProblem
├── TermListUnknown
├── TermsUnreadable
├── TooManyTerms
└── TermsOvertaken
"""

from genkan.apps.errors import AppsProblem


class TermsProblem(AppsProblem):
    """A list of terms could not be kept or found."""

    status = 422


class TermListUnknown(TermsProblem):
    """There is no such list for this person, or the person may only read it."""

    status = 404
    sentence = "お探しの用語集は見つかりません。"
    next_step = "用語集の一覧から選び直してください。"


class TermsUnreadable(TermsProblem):
    """Some lines are no pair of a term and its translation."""

    sentence = "「原語,訳語」の形ではない行があります（{lines}行目）。"
    next_step = "1行に1語ずつ、原語と訳語をコンマで区切ってください。入力した内容は残してあります。"


class TooManyTerms(TermsProblem):
    """More terms than a list may have, or terms that are too long."""

    sentence = "用語は{most}語まで、原語と訳語は{longest}文字までです。"
    next_step = "使わなくなった語を除くか、チームの用語集に分けてください。入力した内容は残してあります。"


class TermsOvertaken(TermsProblem):
    """Somebody else saved the list after the form was opened."""

    status = 409
    sentence = "編集している間に、ほかの職員がこの用語集を保存しました。"
    next_step = (
        "下の「先に保存された用語」と見比べて、直してください。もう一度保存すると、入力した内容になります。"
    )
