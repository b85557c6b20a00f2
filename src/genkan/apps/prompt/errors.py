"""Errors of prompts.

PromptProblem
├── PromptFaulty
└── PromptTooLong
"""

from genkan.kit import Problem


class PromptProblem(Problem):
    """A prompt could not be used."""

    status = 422


class PromptFaulty(PromptProblem):
    """It is not a template that may be used; ``line`` is where, from one."""

    sentence = "プロンプトの{line}行目を解釈できません（{reason}）。"
    next_step = (
        "「{{{{ 項目名 }}}}」や「{{% if 項目名 %}}」の書き方を確認してください。書いた内容は残してあります。"
    )


class PromptTooLong(PromptProblem):
    """It grew over the limit when the values were put in."""

    status = 413
    sentence = "入力内容を当てはめたプロンプトが長すぎます（{limit}文字まで）。"
    next_step = "入力する文章や添付ファイルを減らしてください。入力した内容は残してあります。"
