"""Errors of expert audits.

TrialProblem
└── AuditProblem
    ├── AuditUnknown
    ├── OwnQuestion
    ├── AuditOver
    ├── DecisionWanted
    ├── FindingMissing
    ├── MarkCommentTooLong
    ├── DecisionReasonMissing
    ├── AuditedTrialUnknown
    └── InterestUnfit
"""

from genkan.trial.errors import TrialProblem


class AuditProblem(TrialProblem):
    """An answer could not be marked."""


class AuditUnknown(AuditProblem):
    """There is no such answer for this marker."""

    status = 404
    sentence = "お探しの回答は、採点の対象にありません。"
    next_step = "「試行の採点」の画面から、次の回答を開いてください。"


class OwnQuestion(AuditProblem):
    """A marker asked the question."""

    status = 403
    sentence = "自分の質問に対する回答は、採点できません。"
    next_step = "「試行の採点」の画面から、次の回答を開いてください。"


class AuditOver(AuditProblem):
    """Others have settled the answer meanwhile."""

    status = 409
    sentence = "この回答の採点は、ほかの採点者によって終わりました。"
    next_step = "次の回答に進んでください。"


class DecisionWanted(AuditProblem):
    """Two others marked it meanwhile and differ, so that this mark would decide."""

    status = 409
    sentence = "この回答は、先に採点した2人の判断が分かれたため、裁定が必要になりました。"
    next_step = "下に示した2人の採点を確かめ、理由を書いて裁定してください。入力した内容は残してあります。"


class FindingMissing(AuditProblem):
    """One of the four questions is not answered."""

    status = 422
    sentence = "4つの項目の全てに、はい又はいいえで答えてください。"
    next_step = "答えていない項目を選んで、もう一度保存してください。入力した内容は残してあります。"


class MarkCommentTooLong(AuditProblem):
    """The comment is longer than the limit, in characters."""

    status = 413
    sentence = "メモが長すぎます（{length}文字）。{limit}文字まで入力できます。"
    next_step = "メモを短くして、もう一度保存してください。入力した内容は残してあります。"


class DecisionReasonMissing(AuditProblem):
    """A decision says why."""

    status = 422
    sentence = "裁定の理由が入力されていません。"
    next_step = "後から確かめられるように、理由を入力してください。"


class AuditedTrialUnknown(AuditProblem):
    """There is no such trial."""

    status = 404
    sentence = "お探しの試行は見つかりません。"
    next_step = "「試行の監査」の一覧から選び直してください。"


class InterestUnfit(AuditProblem):
    """The person is no marker, or the trial has no such arm."""

    status = 422
    sentence = "選択した採点者又は比較対象は、この試行にありません。"
    next_step = "採点者と比較対象を選び直してください。"
