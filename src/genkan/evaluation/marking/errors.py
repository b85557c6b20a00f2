"""Errors of the marking desk.

MarkingProblem
├── TaskUnknown
├── TaskStateUnfit
├── MarkOvertaken
├── MarksMissing
├── OwnMarksAwaited
├── TooFewMarkers
├── NoThirdPerson
├── DecisionMade
├── DraftUnreadable
├── SheetUnreadable          (line, reason)
└── MarkingEntryProblem     what was typed into a field cannot be taken
    ├── PointsUnfit
    ├── NoteTooLong
    ├── MarkerUnfit
    ├── PartyUnknown
    ├── AnswerUnknown
    └── ReasonMissing
"""

from typing import ClassVar

from genkan.evaluation.errors import EvaluationProblem


class MarkingProblem(EvaluationProblem):
    """Something could not be marked."""

    status = 422


class TaskUnknown(MarkingProblem):
    """There is no such task, answer or decision for this person."""

    status = 404
    sentence = "お探しの採点課題は見つかりません。"
    next_step = "「採点」の一覧から選び直してください。"


class TaskStateUnfit(MarkingProblem):
    """The deed is not possible in the state of the task."""

    status = 409
    sentence = "この採点課題の現在の状態（{state}）では、この操作を行えません。"
    next_step = "画面を読み込み直して、状態を確認してください。"


class MarkOvertaken(MarkingProblem):
    """The mark was changed in another tab since the page was opened."""

    status = 409
    sentence = "この回答の採点は、別の画面で変更されています。"
    next_step = (
        "入力した点数とメモは、下に残してあります。保存済みの内容と見比べて、もう一度保存してください。"
    )


class OwnMarksAwaited(MarkingProblem):
    """Who still marks or decides in a task sees nothing of what others gave."""

    status = 409
    sentence = "この課題で採点又は決定を終えていない人は、結果を見られません。"
    next_step = "自分の採点と決定を終えてから、もう一度操作してください。"


class MarksMissing(MarkingProblem):
    """A marker is not done with all answers, or not all markers are done."""

    status = 409
    sentence = "採点の終わっていない回答が{count}件あります。"
    next_step = "残りの回答を採点してから、もう一度操作してください。"


class TooFewMarkers(MarkingProblem):
    """For some answers there are not two markers without a conflict."""

    status = 409
    sentence = "利害関係のない採点者が2人に満たない回答が{count}件あります。"
    next_step = "採点者を追加してから、採点を始めてください。"


class NoThirdPerson(MarkingProblem):
    """Nobody is left who may decide on an answer."""

    status = 409
    sentence = "採点していない、利害関係のない人がいないため、決定する人を割り当てられません。"
    next_step = "採点者を追加してから、もう一度操作してください。"


class DecisionMade(MarkingProblem):
    """The decision was made before."""

    status = 409
    sentence = "この決定は、既に行われています。"
    next_step = "採点課題の画面で、結果を確認してください。"


class DraftUnreadable(MarkingProblem):
    """The file is no task in the form of the guide."""

    sentence = "採点課題のファイルを読み取れません：{reason}"
    next_step = "説明書の例に合わせて、JSONのファイルを直してください。"


class SheetUnreadable(MarkingProblem):
    """A line of the file is no line of a sheet."""

    sentence = "採点表の{line}行目を読み取れません：{reason}"
    next_step = "「genkan marking sheet」で書き出した採点表の、pointsとnoteだけを記入してください。"


class MarkingEntryProblem(MarkingProblem):
    """What was typed into ``field`` cannot be taken."""

    field: ClassVar[str] = ""


class PointsUnfit(MarkingEntryProblem):
    """Points that the line of the rubric does not have."""

    field = "points"
    sentence = "点数が採点基準に合いません。"
    next_step = "採点基準の各行の点数を、選択肢から選んでください。"


class NoteTooLong(MarkingEntryProblem):
    """The note does not fit."""

    field = "note"
    sentence = "メモは{limit}文字以内で入力してください。"
    next_step = "メモを短くして、もう一度保存してください。入力した内容は残してあります。"


class MarkerUnfit(MarkingEntryProblem):
    """Nobody of the organisation who may mark signs in with this name."""

    field = "marker"
    sentence = "「{name}」というサインイン名の採点者は、この組織にいません。"
    next_step = "利用者管理で、サインイン名と採点者の役割を確かめてください。"


class PartyUnknown(MarkingEntryProblem):
    """The party is not one of the task, or the person no marker of it."""

    field = "party"
    sentence = "選択した採点者又は事業者は、この採点課題にありません。"
    next_step = "採点者と事業者を選び直してください。"


class AnswerUnknown(MarkingEntryProblem):
    """The question and the answer are not of the task."""

    field = "answer"
    sentence = "この採点課題に、その問いと回答の記号はありません。"
    next_step = "問いと回答の記号を確かめて、もう一度入力してください。"


class ReasonMissing(MarkingEntryProblem):
    """An appeal says why, a decision too."""

    field = "reason"
    sentence = "理由を、1文字以上{limit}文字以内で入力してください。"
    next_step = "後から確かめられるように、理由を入力してください。"
