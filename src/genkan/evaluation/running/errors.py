"""Errors of runs.

EvaluationProblem
├── RunUnknown
├── PlanUnfit                     what was planned cannot be run
│   ├── NothingAsked
│   ├── NobodyAsked
│   ├── KeyTwice                  (key)
│   ├── CountOutOfRange           (name, least, most)
│   ├── WindowUnfit
│   └── ContestantUnfit           (contestant)
├── RunEnded
├── NothingStopped
├── AnswersSealed
├── RunOfTest
└── BuildChanged                  a contestant is another model than at the beginning (before, now)
"""

from genkan.evaluation.errors import EvaluationProblem


class RunUnknown(EvaluationProblem):
    """There is no such run, or it is another organisation's."""

    status = 404
    sentence = "お探しの評価の実行は見つかりません。"
    next_step = "一覧から選び直してください。"


class PlanUnfit(EvaluationProblem):
    """What was planned cannot be run."""

    status = 422


class NothingAsked(PlanUnfit):
    """The plan has no question."""

    sentence = "質問が1件もありません。"
    next_step = "質問を1件以上指定してください。"


class NobodyAsked(PlanUnfit):
    """The plan has no contestant."""

    sentence = "評価するモデルが指定されていません。"
    next_step = "モデルの接続先を1つ以上指定してください。"


class KeyTwice(PlanUnfit):
    """Two questions or two contestants have one key."""

    sentence = "「{key}」が二度使われています。"
    next_step = "質問とモデルには、それぞれ異なる名称を付けてください。"


class CountOutOfRange(PlanUnfit):
    """A number is outside of its bounds."""

    sentence = "{name}は、{least}から{most}までで指定してください。"
    next_step = "値を直して、もう一度実行してください。"


class WindowUnfit(PlanUnfit):
    """The window ends before it begins, or has ended already."""

    sentence = "実行できる期間の終わりが、始まり又は現在より前になっています。"
    next_step = "期間を直して、もう一度実行してください。"


class ContestantUnfit(PlanUnfit):
    """The deployment is unknown, or holds no conversation."""

    sentence = "「{contestant}」の接続先は登録されていないか、文章を作成するモデルではありません。"
    next_step = "モデルの画面で、接続先の名称を確認してください。"


class RunEnded(EvaluationProblem):
    """The run is over."""

    status = 409
    sentence = "この実行は既に終わっています。"
    next_step = "必要な場合は、新しく実行してください。"


class NothingStopped(EvaluationProblem):
    """The run goes on already."""

    status = 409
    sentence = "この実行は停止していません。"
    next_step = "画面を再読み込みして、進み具合を確認してください。"


class BuildChanged(EvaluationProblem):
    """A contestant is another build than at the beginning of the run."""

    status = 409
    sentence = "接続先のビルドが、実行の開始時（{before}）から変わっています（現在：{now}）。"
    next_step = "元のビルドに戻してから再開するか、新しく実行してください。"


class AnswersSealed(EvaluationProblem):
    """The answers of a sealed test are told by its evidence pack, once it is published."""

    status = 409
    sentence = "封印した性能試験の回答は、ここからは保存できません。"
    next_step = "試験の結果が公表された後に、試験の画面で検証用資料を保存してください。"


class RunOfTest(EvaluationProblem):
    """Only who holds sealed tests stops and resumes their runs."""

    status = 403
    sentence = "封印した性能試験の実行を停止し、又は再開する権限がありません。"
    next_step = "性能試験を行う担当者に依頼してください。"
