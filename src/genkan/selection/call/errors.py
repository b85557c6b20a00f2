"""Errors of calls.

SelectionProblem
├── CallUnknown
├── CallFixed
├── CallOvertaken
├── AmendmentTooLate
├── QuestionsClosed
├── TooManyQuestions
├── QuestionUnknown
└── NothingToPublish
EntryProblem
├── CriteriaMissing
├── CriterionUnfit
├── MomentUnfit
├── DayUnfit
└── OrderUnfit
"""

from genkan.selection.errors import EntryProblem, SelectionProblem


class CallUnknown(SelectionProblem):
    """There is no such call, or not for this person."""

    status = 404
    sentence = "お探しの公募は見つかりません。"
    next_step = "公募の一覧から選び直してください。"


class CallFixed(SelectionProblem):
    """A published call is changed by an amendment only."""

    status = 409
    sentence = "公表した公募は、書き換えられません。"
    next_step = "理由を付けて、公募の変更として公表してください。"


class CallOvertaken(SelectionProblem):
    """Somebody else changed the call since the person saw it."""

    status = 409
    sentence = "画面を開いた後に、ほかの職員がこの公募を更新しました。"
    next_step = "最新の内容を確認してから、もう一度操作してください。"


class AmendmentTooLate(SelectionProblem):
    """After the deadline the rules of a call stay as they are."""

    status = 409
    sentence = "応募の期限を過ぎたため、公募の内容を変更できません。"
    next_step = "期限後に必要な連絡は、応募者の全員に同じ時に行ってください。"


class QuestionsClosed(SelectionProblem):
    """The time for questions is over."""

    status = 409
    sentence = "質問の受付期間が終了しています。"
    next_step = "公表された質問と回答を確認してください。"


class TooManyQuestions(SelectionProblem):
    """One vendor has asked as much as a vendor may."""

    status = 409
    sentence = "一つの公募に送信できる質問は{limit}件までです。"
    next_step = "これまでの質問への回答を確認してください。入力した内容は残してあります。"


class QuestionUnknown(SelectionProblem):
    """There is no such question."""

    status = 404
    sentence = "お探しの質問は見つかりません。"
    next_step = "公募の画面から選び直してください。"


class NothingToPublish(SelectionProblem):
    """No answer waits to be published."""

    status = 409
    sentence = "公表を待っている回答はありません。"
    next_step = "回答を入力してから、公表してください。"


class CriteriaMissing(EntryProblem):
    """A call without a criterion."""

    sentence = "選定の基準が一つもありません。"
    next_step = "基準の名称を、少なくとも一つ入力してください。"


class CriterionUnfit(EntryProblem):
    """A scored criterion without a rubric, or one whose numbers do not fit."""

    sentence = "基準「{label}」の点数の付け方が正しくありません。"
    next_step = "「3：十分に説明している」のように、1行に一つ、点数と説明を高い順に書き、最低点はその範囲で決めてください。"


class MomentUnfit(EntryProblem):
    """No day and hour."""

    sentence = "「{label}」の日時が正しくありません。"
    next_step = "年月日と時刻を入力してください。"


class DayUnfit(EntryProblem):
    """No day."""

    sentence = "「{label}」の日付が正しくありません。"
    next_step = "年月日を入力するか、空欄にしてください。"


class OrderUnfit(EntryProblem):
    """The schedule does not run forward."""

    sentence = "「{label}」が、その前の予定より早いか、既に過ぎています。"
    next_step = "日程を、質問の期限、応募の期限、決定の順になるように直してください。"
