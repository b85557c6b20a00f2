"""Errors of app folders."""

from genkan.kit import Problem


class AppFolderInvalid(Problem):
    """A file of the folder is not in its form; for who writes the app."""

    sentence = "アプリ「{folder}」のファイル{file}を読み込めません（{reason}）。"
    next_step = "ファイルの書き方を確認してください。"
