"""Errors of the trial room.

TrialProblem
├── ComparisonUnknown
├── InformationClassMissing
├── InformationClassRefused
├── CollectionUnknown
├── CollectionTooConfidential
├── TooFewArms
├── VoteTooEarly
├── NothingToCompare
├── ChoiceMissing
├── CommentTooLong
├── RevealTooEarly
├── NothingToReveal
├── ProtocolNotSigned
├── VoteOvertaken
├── VoteFinal
├── VotingClosed
├── RevealInTrial
├── GuessTooEarly
├── GuessTooLate
├── GuessUnknown
└── LooksUnknown
"""

from genkan.kit import Problem


class TrialProblem(Problem):
    """A comparison could not be made, voted on or revealed."""


class ComparisonUnknown(TrialProblem):
    """There is no such comparison among the person's own."""

    status = 404
    sentence = "お探しの比較は見つかりません。"
    next_step = "比較の一覧から選び直してください。"


class InformationClassMissing(TrialProblem):
    """No information class was chosen."""

    status = 422
    sentence = "情報の区分が選択されていません。"
    next_step = (
        "入力した内容に当てはまる区分を選んで、もう一度送信してください。入力した文章は残してあります。"
    )


class InformationClassRefused(TrialProblem):
    """Information of class three goes to no model."""

    status = 422
    sentence = "機密性3の情報は、どのモデルにも送信できません。"
    next_step = "機密性3の部分を取り除き、情報の区分を選び直してください。入力した文章は残してあります。"


class CollectionUnknown(TrialProblem):
    """There is no such collection among those the person may read."""

    status = 404
    sentence = "選択した資料は見つかりません。"
    next_step = "検索する資料を選び直してください。"


class CollectionTooConfidential(TrialProblem):
    """A collection has a higher information class than the question with which it would be sent."""

    status = 422
    sentence = (
        "「{title}」は{collection_class}の資料であるため、{information_class}の比較では検索できません。"
    )
    next_step = "情報の区分を{collection_class}にするか、この資料の選択を外してください。入力した文章は残してあります。"


class TooFewArms(TrialProblem):
    """Fewer than two deployments may answer a question of this information class."""

    status = 422
    sentence = "{information_class}の情報を扱えるモデルが2つ以上接続されていないため、比較できません。"
    next_step = (
        "情報の区分を確認するか、運用担当者にモデルの接続を依頼してください。入力した文章は残してあります。"
    )


class VoteTooEarly(TrialProblem):
    """At least one of both answers is still being written."""

    status = 409
    sentence = "まだ回答の作成が終わっていないため、評価できません。"
    next_step = "両方の回答が終わってから、評価してください。"


class NothingToCompare(TrialProblem):
    """One of both models gave no output, which is recorded as its failure."""

    status = 409
    sentence = "一方の回答が最後まで作成されていないため、評価の対象になりません。"
    next_step = "作成された回答は、評価せずに使えます。"


class ChoiceMissing(TrialProblem):
    """The vote names none of the four choices, or a reason that does not exist."""

    status = 422
    sentence = "評価が選択されていません。"
    next_step = "4つの選択肢から1つを選んで、もう一度送信してください。"


class CommentTooLong(TrialProblem):
    """The comment is longer than the limit, in characters."""

    status = 413
    sentence = "コメントが長すぎます（{length}文字）。{limit}文字まで入力できます。"
    next_step = "コメントを短くして、もう一度送信してください。入力した文章は残してあります。"


class RevealTooEarly(TrialProblem):
    """The person has not voted yet."""

    status = 409
    sentence = "評価する前に、モデルの名称を表示することはできません。"
    next_step = "先に評価を送信してください。"


class NothingToReveal(TrialProblem):
    """No model of the conversation is hidden."""

    status = 409
    sentence = "この会話には、名称を伏せたモデルの回答はありません。"
    next_step = "会話を開き直して、もう一度確認してください。"


class ProtocolNotSigned(TrialProblem):
    """There is no trial of this id whose protocol was signed."""

    status = 404
    sentence = "署名された試行計画書が見つかりません。"
    next_step = "試行の一覧から選び直してください。"


class VoteOvertaken(TrialProblem):
    """Another revision of the vote stands than the one that the form showed."""

    status = 409
    sentence = "別の画面で、この比較の評価が既に送信されています。今回の内容は、まだ記録していません。"
    next_step = "現在の評価を確かめ、変更するときは、残してある内容をもう一度送信してください。"


class VoteFinal(TrialProblem):
    """The arms were told; from then on the vote stays as it is, and none is taken any more."""

    status = 409
    sentence = "モデルの名称を表示した後は、評価を送信したり変更したりすることはできません。"
    next_step = "表示する前に送信した評価は、そのまま有効です。別の質問で比較することはできます。"


class VotingClosed(TrialProblem):
    """The trial to which the comparison belongs is over."""

    status = 409
    sentence = "試行が終了したため、評価を送信したり変更したりすることはできません。"
    next_step = "終了前に送信した評価は、そのまま有効です。"


class RevealInTrial(TrialProblem):
    """The trial to which the comparison belongs still runs."""

    status = 409
    sentence = "試行が終了するまで、モデルの名称を表示することはできません。"
    next_step = "試行の終了後に、もう一度この画面を開いてください。"


class GuessTooEarly(TrialProblem):
    """The question comes after the vote."""

    status = 409
    sentence = "評価する前に、この質問に答えることはできません。"
    next_step = "先に評価を送信してください。"


class GuessTooLate(TrialProblem):
    """The arms were told already."""

    status = 409
    sentence = "モデルの名称を表示した後は、この質問に答えることはできません。"
    next_step = "別の質問で比較することはできます。"


class GuessUnknown(TrialProblem):
    """The guess names a model that is not among the choices."""

    status = 422
    sentence = "選択したモデルは、選択肢にありません。"
    next_step = "選択肢から選び直すか、「分からない」を選んでください。"


class LooksUnknown(TrialProblem):
    """There is no such trial among those that the person's organisation runs."""

    status = 404
    sentence = "お探しの試行の定点観測は見つかりません。"
    next_step = "試行の一覧から選び直してください。"
