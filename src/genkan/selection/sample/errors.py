"""Errors of the sample.

SelectionProblem
└── SampleCallMissing
"""

from genkan.selection.errors import SelectionProblem


class SampleCallMissing(SelectionProblem):
    """The sample's call is not there, was changed, or is decided already."""

    status = 409
    sentence = "審査中の見本の公募がありません。"
    next_step = "空のデータフォルダーで「genkan exam sample」を実行すると、見本の公募が準備されます。"
