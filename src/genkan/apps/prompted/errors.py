"""Errors of asking with what was put into a form."""

from genkan.apps.errors import AppsProblem


class NothingGiven(AppsProblem):
    """There is neither a text nor a file to work on."""

    status = 422
    sentence = "「{fields}」のいずれにも内容がありません。"
    next_step = "文章を入力するか、文字のあるファイルを添付して、もう一度実行してください。"
