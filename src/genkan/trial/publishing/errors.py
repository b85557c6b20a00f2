"""Errors on the way of a report to the public.

TrialProblem
├── ReportUnknown
├── ReportNotReady
├── TrialNotClosed
├── NotDisclosed
├── RepliesAwaited
├── SignersUnfit
├── ReplyTimeOver
├── DisclosedAlready
├── ReportOvertaken
├── ReportOutdated
├── SignedAlready
├── PublishedAlready
├── ReplyTooLate
├── ReplyUnfit
├── PackGone
└── NotCounted
"""

from genkan.trial.errors import TrialProblem


class ReportUnknown(TrialProblem):
    """There is no such report, or none that may be seen."""

    status = 404
    sentence = "お探しの試行の報告書は見つかりません。"
    next_step = "アドレスを確かめるか、公表された試行の一覧から選び直してください。"


class ReportNotReady(TrialProblem):
    """Its numbers are not there."""

    status = 409
    sentence = "報告書案は、まだ作成が終わっていません。"
    next_step = "しばらくしてから画面を開き直してください。作成できなかったときは、もう一度作成してください。"


class TrialNotClosed(TrialProblem):
    """Results are looked at when the trial is over, not before."""

    status = 409
    sentence = "試行が終了していないため、報告書案を作成できません。"
    next_step = "計画書の終了日又は中止の規則に従って試行を終了した後に、もう一度操作してください。"


class NotDisclosed(TrialProblem):
    """Vendors see a report before it is signed."""

    status = 409
    sentence = "この報告書案は、まだ事業者に開示していないため、署名できません。"
    next_step = "全ての事業者に同時に開示し、意見を受け付けた後に、署名してください。"


class RepliesAwaited(TrialProblem):
    """Vendors have the time that the protocol gives them."""

    status = 409
    sentence = "事業者が意見を述べる期間（{day}まで）が終わっていないため、署名できません。"
    next_step = "期間が終わるか、全ての事業者の意見がそろってから、もう一度操作してください。"


class SignersUnfit(TrialProblem):
    """The protocol says who the two are."""

    status = 403
    sentence = "計画書は、報告書に署名する人を「{signers}」と定めています。先に署名した人との組合せでは、署名できません。"
    next_step = "この定めに合う別の人に、署名を依頼してください。"


class ReplyTimeOver(TrialProblem):
    """The time that the protocol gives is over."""

    status = 409
    sentence = "意見を受け付ける期間（{day}まで）が終わりました。入力した文章は残してあります。"
    next_step = "意見の文章を控えた上で、試行事務局に連絡してください。"


class DisclosedAlready(TrialProblem):
    """It was shown to all at one moment."""

    status = 409
    sentence = "この報告書案は、既に全ての事業者に開示しています。"
    next_step = "画面を開き直して、開示した日時を確かめてください。"


class ReportOvertaken(TrialProblem):
    """What somebody signs is not what that person saw."""

    status = 409
    sentence = "画面を開いた後に、報告書案又は事業者の意見が変わりました。"
    next_step = "最新の報告書案を確かめてから、もう一度署名してください。"


class ReportOutdated(TrialProblem):
    """Vendors' staff were declared after the report was counted: what they were shown still counts in it."""

    status = 409
    sentence = "この報告書案を作成した後に、提供会社の関係者が加えられました。"
    next_step = "その人の評価を除くため、報告書案を作り直してください。"


class SignedAlready(TrialProblem):
    """Two different people sign."""

    status = 409
    sentence = "この報告書案には、既に署名しています。公表には、別の人の署名が必要です。"
    next_step = "署名の権限がある別の人に依頼してください。"


class PublishedAlready(TrialProblem):
    """A published report stays as it is."""

    status = 409
    sentence = "この試行の報告書は、既に公表しているため、変更できません。"
    next_step = "公表した報告書の画面で、内容を確かめてください。"


class ReplyTooLate(TrialProblem):
    """Signing has begun."""

    status = 409
    sentence = "報告書への署名が始まったため、意見を受け付けられません。入力した文章は残してあります。"
    next_step = "意見の文章を控えた上で、試行事務局に連絡してください。"


class ReplyUnfit(TrialProblem):
    """Empty, or longer than what is printed."""

    status = 422
    sentence = "意見は、1文字以上{limit}文字以内で入力してください。入力した文章は残してあります。"
    next_step = "文章を直して、もう一度送信してください。"


class PackGone(TrialProblem):
    """The pack was not kept, and cannot be made with the same root any more."""

    status = 410
    sentence = (
        "この報告書の証拠資料は保存されておらず、現在の版では、公表した検証値と同じ資料を作成できません。"
    )
    next_step = "公表したときに保存した証拠資料を使用するか、その版のGenkanで作成してください。"


class NotCounted(TrialProblem):
    """The first count of a trial is under way."""

    status = 503
    sentence = "試行の記録を集計しています。集計は、まだ終わっていません。"
    next_step = "しばらくしてから画面を開き直してください。署名された計画書がない試行は、集計しません。"
