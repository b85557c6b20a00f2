"""Errors of decisions.

SelectionProblem
├── DecisionUnfit
│   ├── DeadlineAhead
│   ├── ReviewUnfinished
│   ├── TestMissing
│   ├── ShortOfCriterion
│   ├── TypedBesideExam
│   ├── SealedTestNotTaken
│   └── ExamReplaced
├── DecisionMissing
├── DecisionSigned
├── SignatureOvertaken
├── SignedAlready
├── ProposalOutdated
├── PersonConflicted
├── ExamNotThere
├── ExamAltered
├── ContestantTwice
├── ArchiveTooEarly
└── ArchiveBroken
EntryProblem
├── OutcomeMissing
├── TestInSystem
├── TestAnnounced
├── TypedReasonMissing
└── ValueUnfit
"""

from genkan.selection.errors import EntryProblem, SelectionProblem


class DecisionUnfit(SelectionProblem):
    """What is missing before a decision can be put up for signing."""

    status = 409
    sentence = "決定案を作成できません。"
    next_step = "不足している内容を補ってから、もう一度操作してください。入力した内容は残してあります。"


class DeadlineAhead(DecisionUnfit):
    """Applications may still come in time."""

    sentence = "応募の期限が過ぎていないため、決定案を作成できません。"
    next_step = "応募の期限が過ぎてから、もう一度操作してください。入力した内容は残してあります。"


class ReviewUnfinished(DecisionUnfit):
    """An application that is decided on its merits has two reviews, and no difference that is open."""

    sentence = "応募{number}の書面審査が終わっていないため、決定案を作成できません。"
    next_step = "書面審査と相違の解消が終わってから、もう一度操作してください。入力した内容は残してあります。"


class TestMissing(DecisionUnfit):
    """A criterion asks for a test, of which nothing was taken in."""

    sentence = "応募{number}の試験の結果が登録されていないため、採択できません。"
    next_step = "試験の結果を取り込んでから、もう一度操作してください。入力した内容は残してあります。"


class ShortOfCriterion(DecisionUnfit):
    """A criterion is not reached."""

    sentence = "応募{number}は、必要な基準に達していないため、採択できません。"
    next_step = "結果を選び直してください。入力した内容は残してあります。"


class TypedBesideExam(DecisionUnfit):
    """Nothing that was typed stands beside results of a sealed test."""

    sentence = (
        "封印した性能試験の結果を取り込んだ公募で、応募{number}に事務局が入力した試験の結果があります。"
    )
    next_step = "公表された試験の結果を取り込み直してください。事務局が入力した結果は、そのときに削除します。"


class SealedTestNotTaken(DecisionUnfit):
    """A sealed test was announced or held, and what was typed is not its result."""

    sentence = (
        "封印した性能試験を行う公募のため、応募{number}に事務局が入力した試験の結果では決定できません。"
    )
    next_step = "公表された性能試験の結果を取り込んでください。事務局が入力した結果は、そのときに削除します。入力した内容は残してあります。"


class ExamReplaced(DecisionUnfit):
    """A result that was taken in is not that of the published test any more."""

    sentence = "応募{number}に取り込んだ試験の結果が、公表された試験の結果と一致しません。"
    next_step = "試験の結果を取り込み直してから、もう一度操作してください。入力した内容は残してあります。"


class ExamNotThere(SelectionProblem):
    """No such test of this call was published, or its results have changed meanwhile."""

    status = 409
    sentence = "この試験の結果は取り込めません。"
    next_step = "結果が公表された試験を選び直してください。"


class ExamAltered(SelectionProblem):
    """The pack of a test does not prove its results."""

    status = 409
    sentence = "試験「{title}」の結果が、公表されたものから改変されているため、取り込めません。"
    next_step = "試験の事務局及び監査担当者に連絡し、検証用資料を確認してください。"


class ContestantTwice(SelectionProblem):
    """One contestant stands behind one application."""

    status = 422
    sentence = "「{title}」を、二つ以上の応募に選択しています。"
    next_step = "一つの応募だけに選択してください。選択した内容は残してあります。"


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


class TestInSystem(EntryProblem):
    """Results are typed only where there is no sealed test in the system."""

    status = 409
    sentence = "封印した性能試験があるため、試験の結果は入力できません。"
    next_step = "決定の画面から、公表された試験の結果を取り込んでください。"


class TestAnnounced(EntryProblem):
    """Applicants were told that a sealed test decides, so no result is typed."""

    status = 409
    sentence = "封印した性能試験を行うと公募で示したため、試験の結果は入力できません。"
    next_step = "性能試験を行い、公表された結果を決定の画面から取り込んでください。"


class TypedReasonMissing(EntryProblem):
    """Results were typed, and nobody is told why no sealed test was held."""

    status = 409
    sentence = "封印した性能試験を行わずに、試験の結果を入力した理由を記載してください。"
    next_step = "理由は、選定の結果とともに公表します。入力した内容は残してあります。"


class ValueUnfit(EntryProblem):
    """No number."""

    sentence = "「{label}」には数を入力してください。"
    next_step = "半角の数字で入力してください。"


class ArchiveBroken(SelectionProblem):
    """A file is no archive of a call."""

    sentence = "「{name}」は、公募の保存用ファイルとして読み取れません。"
    next_step = "公募の画面から書き出したZIPファイルを指定してください。"
