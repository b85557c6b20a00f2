"""Errors of sealed tests.

EvaluationProblem
└── ExamProblem
    ├── ExamUnknown
    ├── ExamStateUnfit          (state)
    ├── NotEnoughItems          (field, difficulty, wanted, there)
    ├── SharesNotTaken
    ├── NotCustodian
    ├── TooEarly                (opens)
    ├── WindowOver
    ├── ClockSetBack
    ├── ShareUnreadable
    ├── ShareWrong
    ├── SharesAwaited           (missing)
    ├── SealBroken
    ├── NobodyChosen
    ├── MarksMissing            (count)
    ├── DecisionsMissing        (count)
    ├── MarksUnfit              (name)
    ├── AnswersAltered          (name)
    ├── ItemsSeen               (count)
    ├── JudgeUnfit
    ├── JudgeChosen             (title)
    ├── PackUnreadable
    ├── VoidingReasonMissing    (limit)
    └── ExamFieldProblem        what was typed into a field cannot be taken
        ├── TitleMissing
        ├── BlueprintEmpty
        ├── BlueprintUnfit
        ├── HoursUnfit
        ├── CustodiansUnfit
        └── LimitUnfit
"""

from typing import ClassVar

from genkan.evaluation.errors import EvaluationProblem


class ExamProblem(EvaluationProblem):
    """Something with a sealed test could not be done."""

    status = 422


class ExamUnknown(ExamProblem):
    """There is no such test in the person's organisation."""

    status = 404
    sentence = "お探しの性能試験は見つかりません。"
    next_step = "「性能試験」の一覧から選び直してください。"


class ExamStateUnfit(ExamProblem):
    """The deed is not possible in the state of the test, or somebody else did it at the same moment."""

    status = 409
    sentence = "この試験の現在の状態（{state}）では、この操作を行えません。"
    next_step = "画面を再読み込みして、試験の状態を確認してください。"


class NotEnoughItems(ExamProblem):
    """The bank has too few approved questions that nobody has seen."""

    status = 409
    sentence = "「{field}」の難易度{difficulty}の設問が足りません（必要{wanted}問、使える設問{there}問）。"
    next_step = "設問を承認するか、出題数を減らしてください。"


class SharesNotTaken(ExamProblem):
    """A custodian has no share yet, so that nobody could open what is sealed."""

    status = 409
    sentence = "鍵を受け取っていない保管者がいるため、封印できません。"
    next_step = "全ての保管者が、それぞれこの試験の画面で鍵を受け取ってから、もう一度操作してください。"


class NotCustodian(ExamProblem):
    """Only a custodian takes or brings a share."""

    status = 403
    sentence = "あなたは、この試験の保管者ではありません。"
    next_step = "保管者として登録された人が操作してください。"


class TooEarly(ExamProblem):
    """The hour has not come."""

    status = 409
    sentence = "開封できるのは、{opens}以後です。"
    next_step = "時刻になってから、もう一度操作してください。"


class WindowOver(ExamProblem):
    """The window in which the test is held has closed."""

    status = 409
    sentence = "試験を実施できる期間が終わっています。"
    next_step = "新しい試験を作成して、封印し直してください。"


class ClockSetBack(ExamProblem):
    """The server's clock shows an earlier time than the ledger's last event, so its hour cannot be trusted."""

    status = 409
    sentence = "サーバーの時計が、監査記録の最後の記録より前の時刻を示しているため、開封できません。"
    next_step = "運用担当者に、時計が正しいかどうかを確認するよう依頼してください。"


class ShareUnreadable(ExamProblem):
    """The text is no share: a character is missing or mistyped."""

    sentence = "鍵を読み取れません。文字が欠けているか、誤っています。"
    next_step = "受け取った鍵の全ての文字を、もう一度入力してください。"


class ShareWrong(ExamProblem):
    """A whole share, but not the one of this custodian for this test."""

    sentence = "この鍵は、この試験であなたが受け取った鍵ではありません。"
    next_step = "この試験の鍵であることを確認して、もう一度入力してください。"


class SharesAwaited(ExamProblem):
    """The test is sealed: fewer than two shares were brought."""

    status = 409
    sentence = "開封に必要な2人の鍵のうち{missing}人分がまだ提示されていないため、試験を始められません。"
    next_step = "鍵を提示していない保管者が、開封の日時以後に、自分の鍵を提示してください。"


class SealBroken(ExamProblem):
    """The ciphertext, its wrapping or the record was altered."""

    status = 409
    sentence = "封印された内容が、封印したときのものと一致しません。"
    next_step = "この試験は使わず、監査記録を検証してください。"


class NobodyChosen(ExamProblem):
    """A test without a model."""

    sentence = "試験に参加するモデルを選択してください。"
    next_step = "利用できる接続先を一つ以上選択してください。"


class MarksMissing(ExamProblem):
    """Answers wait for persons to mark them."""

    status = 409
    sentence = "採点が終わっていない回答が{count}件あるため、公表できません。"
    next_step = "採点を終えるか、記述式の採点を含めずに公表することを選択してください。"


class DecisionsMissing(ExamProblem):
    """A third person has not decided yet, so that marks may still change."""

    status = 409
    sentence = "裁定又は不服の申出への決定が済んでいないものが{count}件あるため、公表できません。"
    next_step = "「採点の管理」で決定が済んだことを確認してから、もう一度操作してください。"


class MarksUnfit(ExamProblem):
    """The marking task holds marks of answers that did not wait for markers, or that do not fit the rubric."""

    status = 409
    sentence = "採点者の採点を待っていない回答への採点、又は採点基準に合わない採点があります（{name}）。"
    next_step = "採点課題が、この試験の回答のものであることを監査記録で確認してください。"


class AnswersAltered(ExamProblem):
    """An answer is not the one that was frozen when the run heard it."""

    status = 409
    sentence = "モデルの回答が、凍結したときのものと一致しません（{name}）。"
    next_step = "この試験の結果は公表せず、データベースの変更の経緯と監査記録を確認してください。"


class ItemsSeen(ExamProblem):
    """Questions of the test were shown to somebody after they were drawn."""

    status = 409
    sentence = "封印した後に既出となった設問が{count}問あるため、試験を始められません。"
    next_step = "この試験を取りやめ、新しい試験を作成して封印し直してください。"


class JudgeUnfit(ExamProblem):
    """The model cannot look at the answers beforehand: it is not active, or stands near a model that takes part."""

    sentence = "選択したモデルは、下見に使えません。"
    next_step = "利用できる接続先のうち、参加したモデルと提供者及び開発者が異なるものを選択してください。"


class JudgeChosen(ExamProblem):
    """A model was asked before."""

    status = 409
    sentence = "この試験の下見は、既に「{title}」に依頼しています。"
    next_step = "下見の進み具合は、「評価の実行」で確認できます。"


class PackUnreadable(ExamProblem):
    """The file is no evidence pack."""

    sentence = "検証用資料として読み取れません（{reason}）。"
    next_step = "「genkan exam pack」又は試験の画面で書き出したファイルを指定してください。"


class VoidingReasonMissing(ExamProblem):
    """A test is given up for a reason, which is published."""

    sentence = "試験を取りやめる理由を、1文字以上{limit}文字以内で入力してください。"
    next_step = "公表してよい内容で、取りやめる理由を入力してください。"


class ExamFieldProblem(ExamProblem):
    """What was typed into ``field`` cannot be taken."""

    field: ClassVar[str] = ""


class TitleMissing(ExamFieldProblem):
    """A test needs a name."""

    field = "title"
    sentence = "試験の名称を、1文字以上{limit}文字以内で入力してください。"
    next_step = "公表したときに分かる名称を入力してください。"


class BlueprintEmpty(ExamFieldProblem):
    """A test needs questions."""

    field = "cells"
    sentence = "出題数を入力してください。"
    next_step = "分野と難易度ごとに、1問以上の出題数を入力してください。"


class BlueprintUnfit(ExamFieldProblem):
    """A count is no count."""

    field = "cells"
    sentence = "出題数は、0から{limit}までの数字で、合計{most}問以内としてください。"
    next_step = "数字を入力し直してください。入力した内容は残してあります。"


class HoursUnfit(ExamFieldProblem):
    """The window begins in the past or ends before it begins."""

    field = "opens_at"
    sentence = "開封の日時は現在より後、終了の日時は開封の日時より後としてください。"
    next_step = "日時を入力し直してください。入力した内容は残してあります。"


class CustodiansUnfit(ExamFieldProblem):
    """Custodians are two or three different people, all of whom may hold a share."""

    field = "custodian_1"
    sentence = "鍵の保管者として、異なる2人（予備を置くときは異なる3人）を選択してください。"
    next_step = "一覧から、別々の人を選択してください。"


class LimitUnfit(ExamFieldProblem):
    """A limit of the answers is out of its bounds."""

    field = "limit"
    sentence = (
        "回答の上限は{tokens}トークン以内、1問の制限時間は{seconds}秒以内、温度は0から2までとしてください。"
    )
    next_step = "数字を入力し直してください。入力した内容は残してあります。"
