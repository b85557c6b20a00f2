"""Errors of decisions.

SelectionProblem
├── DecisionUnfit
├── DecisionMissing
├── DecisionSigned
├── SignatureOvertaken
├── SignedAlready
├── ProposalOutdated
├── PersonConflicted
├── ArchiveTooEarly
└── ArchiveBroken
EntryProblem
├── OutcomeMissing
└── ValueUnfit
"""

from genkan.selection.errors import EntryProblem, SelectionProblem


class DecisionUnfit(SelectionProblem):
    """What is missing before a decision can be put up for signing."""

    status = 409
    sentence = "決定案を作成できません。{reason}"
    next_step = "不足している内容を補ってから、もう一度操作してください。"


class DecisionMissing(SelectionProblem):
    """Nothing was decided yet, or nothing that may be seen."""

    status = 404
    sentence = "この公募の選定結果は、まだ公表されていません。"
    next_step = "公募の画面で、決定の予定日を確認してください。"


class DecisionSigned(SelectionProblem):
    """A signed decision stays as it is."""

    status = 409
    sentence = "署名された決定は、変更できません。"
    next_step = "決定の内容は、公表された画面で確認してください。"


class SignatureOvertaken(SelectionProblem):
    """Somebody else signed, or put up another decision, since the person saw it."""

    status = 409
    sentence = "画面を開いた後に、ほかの人が署名したか、決定案が差し替えられました。"
    next_step = "下に表示した最新の決定案と署名を確認してから、もう一度署名してください。"


class SignedAlready(SelectionProblem):
    """Two different people sign."""

    status = 409
    sentence = "この決定案には、既に署名しています。決定には、別の人の署名が必要です。"
    next_step = "署名の権限がある別の人に依頼してください。"


class ProposalOutdated(SelectionProblem):
    """What is decided on is no longer what the proposal judges."""

    status = 409
    sentence = "決定案の作成後に、応募の提出若しくは取下げ又は試験の結果の登録があったため、署名できません。"
    next_step = "決定案を作り直してから、署名してください。"


class PersonConflicted(SelectionProblem):
    """Whoever declared a conflict over an application has no part in the decision on any."""

    status = 403
    sentence = "この公募の応募者との利益相反を申告しているため、決定に関わることができません。"
    next_step = "利益相反のない別の人に依頼してください。"


class ArchiveTooEarly(SelectionProblem):
    """Findings and files leave the house when the decision is signed, not before."""

    status = 409
    sentence = "決定するまで、公募の記録を書き出せません。"
    next_step = "二人が署名して決定した後に、もう一度操作してください。"


class OutcomeMissing(EntryProblem):
    """An application without an outcome or a reason."""

    sentence = "応募{number}の結果と理由を入力してください。"
    next_step = "全ての応募について、結果と理由を入力してください。入力した内容は残してあります。"


class ValueUnfit(EntryProblem):
    """No number."""

    sentence = "「{label}」には数を入力してください。"
    next_step = "半角の数字で入力してください。"


class ArchiveBroken(SelectionProblem):
    """A file is no archive of a call."""

    sentence = "「{name}」は、公募の保存用ファイルとして読み取れません。"
    next_step = "公募の画面から書き出したZIPファイルを指定してください。"
