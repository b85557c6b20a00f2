"""Errors of applications.

SelectionProblem
├── ApplicationUnknown
├── ApplicationOvertaken
├── ApplicationWithdrawn
├── CallNotOpen
└── TooManyApplications
"""

from genkan.selection.errors import SelectionProblem


class ApplicationUnknown(SelectionProblem):
    """There is no such application, or not for this person."""

    status = 404
    sentence = "お探しの応募は見つかりません。"
    next_step = "応募の一覧から選び直してください。"


class ApplicationOvertaken(SelectionProblem):
    """The application was changed in another window."""

    status = 409
    sentence = "画面を開いた後に、この応募は別の画面で更新されました。"
    next_step = "下に表示した入力内容を確認して、もう一度保存してください。入力した内容は残してあります。"


class ApplicationWithdrawn(SelectionProblem):
    """The application was withdrawn."""

    status = 409
    sentence = "この応募は取り下げられています。"
    next_step = "もう一度応募する場合は、新しい応募を始めてください。"


class CallNotOpen(SelectionProblem):
    """The call takes no applications: it is not published, or it was decided."""

    status = 409
    sentence = "この公募は、応募を受け付けていません。"
    next_step = "受付中の公募を選んでください。"


class TooManyApplications(SelectionProblem):
    """One vendor has as many applications to the call as a vendor may have."""

    status = 409
    sentence = "一つの公募への応募は、取り下げたものを含めて{limit}件までです。"
    next_step = "作成中の応募がある場合は、その応募を続けてください。"
