"""Errors of the built-in apps.

AppsProblem
├── TooManyLines
└── NoTable
"""

from genkan.apps.errors import AppsProblem


class TooManyLines(AppsProblem):
    """The texts have more lines than can be compared."""

    status = 422
    sentence = "比較できるのは、一方につき{limit}行までです（入力は{count}行です）。"
    next_step = "章などの単位に分けて、もう一度実行してください。入力した内容は残してあります。"


class NoTable(AppsProblem):
    """There is no table in what was given."""

    status = 422
    sentence = "入力された文章とファイルに、表が見付かりません。"
    next_step = (
        "表のあるExcel、Word、PDF、CSVのファイルを添付するか、表を貼り付けて、もう一度実行してください。"
    )
