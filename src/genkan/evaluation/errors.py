"""Errors of the evaluation room.

EvaluationProblem
├── UnreadableQuestion     a line of a set of questions is none
├── NoQuestions
└── UnknownGrader
"""

from genkan.kit import Problem


class EvaluationProblem(Problem):
    """Something cannot be measured."""


class UnreadableQuestion(EvaluationProblem):
    """A line is no JSON object of the right form, or lacks the field that is to be asked."""

    status = 422
    sentence = "質問の{line}行目を読み取れません：{reason}"
    next_step = "1行に1件のJSONで、idと、質問の項目と、gold_articles（「法令ID:条」の一覧）を入れてください。"


class NoQuestions(EvaluationProblem):
    """The set holds no question."""

    status = 422
    sentence = "質問が1件もありません。"
    next_step = "質問を1行に1件書いたファイルを指定してください。"


class UnknownGrader(EvaluationProblem):
    """No grader has the name that a question gives."""

    status = 422
    sentence = "「{name}」という採点方法はありません。"
    next_step = "採点方法の名前を、説明書の一覧から選んでください。"
