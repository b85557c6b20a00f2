"""Errors of the item bank.

EvaluationProblem
└── ItemProblem
    ├── ItemUnknown
    ├── ItemOvertaken
    ├── OwnItem
    ├── ItemStateUnfit
    ├── ItemRepeated
    ├── BankFileUnread
    ├── BankFileTooLarge
    ├── PublicSetUnread
    ├── PublicSetTaken
    └── ItemFieldProblem        what was typed into a field cannot be taken
        ├── PromptMissing
        ├── PromptTooLong
        ├── FieldUnknown
        ├── FormUnknown
        ├── DifficultyUnknown
        ├── ChoicesUnfit
        ├── KeyUnfit
        ├── RubricUnfit
        ├── GraderUnknown
        ├── ToleranceUnfit
        ├── DayUnfit
        ├── LineTooLong
        └── NoteMissing
"""

from typing import ClassVar

from genkan.evaluation.errors import EvaluationProblem


class ItemProblem(EvaluationProblem):
    """Something with a question of the bank could not be done."""

    status = 422


class ItemUnknown(ItemProblem):
    """There is no such question in the person's organisation."""

    status = 404
    sentence = "お探しの設問は見つかりません。"
    next_step = "「設問バンク」の一覧から選び直してください。"


class ItemOvertaken(ItemProblem):
    """Somebody changed the question since the person saw it."""

    status = 409
    sentence = "画面を開いた後に、ほかの人がこの設問を更新しました。"
    next_step = "最新の内容を確認してから、もう一度操作してください。入力した内容は残してあります。"


class OwnItem(ItemProblem):
    """Who wrote a question does not approve it."""

    status = 403
    sentence = "自分が作成した設問は、承認できません。"
    next_step = "設問を作成していない人に、確認を依頼してください。"


class ItemStateUnfit(ItemProblem):
    """The deed is not possible in the state of the question."""

    status = 409
    sentence = "この設問の現在の状態（{state}）では、この操作を行えません。"
    next_step = "設問の状態を確認してください。"


class ItemRepeated(ItemProblem):
    """The bank has this question."""

    status = 409
    sentence = "同じ設問が既にあります（{code}）。"
    next_step = "既にある設問を修正するか、問題文を改めてください。入力した内容は残してあります。"


class BankFileUnread(ItemProblem):
    """The file is neither JSON by line nor a workbook with the columns of the bank."""

    sentence = "「{name}」を設問の一覧として読み取れません。"
    next_step = "書き出したファイルと同じ列又は項目の、JSONL又はExcel（.xlsx）のファイルを選択してください。"


class BankFileTooLarge(ItemProblem):
    """More than is taken in at once."""

    status = 413
    sentence = "「{name}」は、一度に取り込める大きさ（{limit}MB、{rows}件）を超えています。"
    next_step = "ファイルを分けて、それぞれを取り込んでください。"


class PublicSetUnread(ItemProblem):
    """No line of the file holds a question."""

    sentence = "公開問題集の{line}行目から質問を読み取れません。"
    next_step = "1行に1件のJSONで、questionの項目に質問があるファイルを選択してください。"


class PublicSetTaken(ItemProblem):
    """A set of this name was registered."""

    status = 409
    sentence = "「{name}」という名称の公開問題集は、既に登録されています。"
    next_step = "別の名称で登録してください。"


class ItemFieldProblem(ItemProblem):
    """What was typed into ``field`` cannot be taken."""

    field: ClassVar[str] = ""


class PromptMissing(ItemFieldProblem):
    """A question without words."""

    field = "prompt"
    sentence = "問題文を入力してください。"
    next_step = "モデルに渡す文面を、参照する資料も含めて入力してください。"


class PromptTooLong(ItemFieldProblem):
    """More words than a question holds."""

    field = "prompt"
    sentence = "問題文は{limit}文字以内で入力してください（現在{count}文字）。"
    next_step = "参照する資料を短くしてください。入力した内容は残してあります。"


class FieldUnknown(ItemFieldProblem):
    """No field of work was chosen."""

    field = "field"
    sentence = "分野を選択してください。"
    next_step = "六つの分野から選択してください。"


class FormUnknown(ItemFieldProblem):
    """No form was chosen."""

    field = "form"
    sentence = "形式を選択してください。"
    next_step = "採点の方法に合う形式を選択してください。"


class DifficultyUnknown(ItemFieldProblem):
    """The difficulty is none of the three."""

    field = "difficulty"
    sentence = "難易度は、1、2又は3としてください。"
    next_step = "1（易しい）から3（難しい）までを選択してください。"


class ChoicesUnfit(ItemFieldProblem):
    """A choice needs two texts at least, all different."""

    field = "choices"
    sentence = "選択肢は、1行に一つずつ、異なる文で2個以上{limit}個以下入力してください。"
    next_step = "選択肢を直してください。入力した内容は残してあります。"


class KeyUnfit(ItemFieldProblem):
    """The key does not fit the form."""

    field = "key"
    sentence = "正答が形式に合いません。"
    next_step = "選択式は正しい選択肢の記号（a、bなど）を一つ、短答式、抽出及び出典の提示を求める設問は正答を1行に一つずつ入力してください。"


class RubricUnfit(ItemFieldProblem):
    """An open question needs what its marks are given for."""

    field = "rubric"
    sentence = "採点基準は、「点数：基準」の形で1行に一つずつ、合計が1点以上となるように入力してください。"
    next_step = "例えば「2：結論を先に述べている」と入力してください。入力した内容は残してあります。"


class GraderUnknown(ItemFieldProblem):
    """No grader has this name."""

    field = "grader"
    sentence = "採点方法「{name}」はありません。"
    next_step = "採点方法を選択してください：{known}"


class ToleranceUnfit(ItemFieldProblem):
    """How far off a number may be is no number."""

    field = "tolerance"
    sentence = "許容する誤差は、0以上の数字で入力してください。"
    next_step = "誤差を許容しない場合は、0を入力してください。"


class DayUnfit(ItemFieldProblem):
    """The day is none."""

    field = "as_of"
    sentence = "基準日を読み取れません。"
    next_step = "「2026-11-02」の形で入力するか、空欄にしてください。"


class LineTooLong(ItemFieldProblem):
    """A source, a family or a line of the key does not fit."""

    field = "source"
    sentence = "「{label}」は{limit}文字以内で入力してください。"
    next_step = "短くして、もう一度送信してください。入力した内容は残してあります。"


class NoteMissing(ItemFieldProblem):
    """Who sends a question back says why."""

    field = "note"
    sentence = "差し戻す理由を入力してください。"
    next_step = "作成者が何を直せばよいか分かるように入力してください。"
