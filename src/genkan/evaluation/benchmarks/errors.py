"""Errors of benchmarks.

EvaluationProblem
├── UnreadableItem                a line of the set is none (line, reason)
├── GraderUnfit                   the grader needs something that a benchmark does not have (line, grader)
├── BenchmarkUnknown
├── SetMissing                    no file, or one without a line
├── SetTooLarge                   (limit)
├── SettingUnfit                  (name, least, most)
├── InspectMissing                inspect_ai is not installed (python)
├── NameShared                    several deployments answer under the public name (name)
└── InspectFailed                 (reason, log)
"""

from genkan.evaluation.errors import EvaluationProblem


class UnreadableItem(EvaluationProblem):
    """A line of the set is no JSON object of the right form."""

    status = 422
    sentence = "問題の{line}行目を読み取れません：{reason}"
    next_step = "1行に1件のJSONで、id、question、answerと、選択式ではchoicesを入れてください。"


class GraderUnfit(EvaluationProblem):
    """The grader is unknown, or needs something that is not there."""

    status = 422
    sentence = "問題の{line}行目の採点方法「{grader}」は、この測定では使えません。"
    next_step = "使える採点方法：{known}"


class BenchmarkUnknown(EvaluationProblem):
    """The run is no benchmark."""

    status = 404
    sentence = "この実行には、測定の結果がありません。"
    next_step = "評価の実行の一覧から選び直してください。"


class SetMissing(EvaluationProblem):
    """No set of questions was handed in."""

    status = 422
    sentence = "問題集のファイルが選択されていないか、空です。"
    next_step = "1行に1件のJSONを入れたファイルを選択してください。ほかに入力した内容は残してあります。"


class SetTooLarge(EvaluationProblem):
    """The file is larger than a set may be."""

    status = 422
    sentence = "問題集のファイルが大き過ぎます（{limit}MBまで）。"
    next_step = "問題を分けて、もう一度送ってください。ほかに入力した内容は残してあります。"


class SettingUnfit(EvaluationProblem):
    """A number of the form is out of its bounds."""

    status = 422
    sentence = "「{name}」は、{least}から{most}までの数字で入力してください。"
    next_step = "数字を入力し直し、ファイルをもう一度選択してください。ほかに入力した内容は残してあります。"


class InspectMissing(EvaluationProblem):
    """inspect_ai is not installed where it was looked for."""

    status = 422
    sentence = "inspect_aiが見つかりません（{python}）。"
    next_step = (
        "別の環境に「uv venv .venv-inspect」と「uv pip install --no-config --python .venv-inspect inspect-ai==0.3.285 openai==3.54.0」で"
        "導入し、「--python .venv-inspect/bin/python」を付けて実行してください。"
    )


class NameShared(EvaluationProblem):
    """The public name is not that of this one deployment, so a key for it would open others."""

    status = 409
    sentence = "公開名「{name}」は、稼働中のこの接続先だけのものではないため、1つに限って測定できません。"
    next_step = "接続先を稼働中にし、ほかと異なる公開名を付けてから、もう一度実行してください。"


class InspectFailed(EvaluationProblem):
    """inspect_ai ended without a result."""

    status = 422
    sentence = "inspect_aiの実行が失敗しました：{reason}"
    next_step = "記録（{log}）を確認し、タスクのファイルを直してから、もう一度実行してください。"
