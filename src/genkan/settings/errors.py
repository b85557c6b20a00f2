"""Errors of the settings room."""

from genkan.kit import Problem


class SettingInvalid(Problem):
    """An environment variable holds what cannot be meant."""

    sentence = "設定{name}の値が正しくありません。"
    next_step = (
        "環境変数{name}を直すか、取り除いてください。設定の一覧はdocs/reference/settings.mdにあります。"
    )
