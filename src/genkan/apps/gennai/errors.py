"""Errors of the protocol's shapes.

ShapeProblem
├── RequestUnreadable
├── FileUnreadable
├── AnswerUnreadable
├── AppFailed
├── AnswerEmpty
├── StatusUnknown
├── StatusWentBack
├── StatusElsewhere
└── RegistrationUnreadable
"""

from genkan.kit import Problem


class ShapeProblem(Problem):
    """What came over the wire is not in the form of the protocol."""

    status = 502


class RequestUnreadable(ShapeProblem):
    """A host sent no request of the protocol; ``reason`` names the place."""

    status = 400
    sentence = "リクエストを読み取れません（{reason}）。"
    next_step = "inputsとsessionIdをもつJSONオブジェクトを、UTF-8で送信してください。"


class FileUnreadable(ShapeProblem):
    """A file in a request or an answer is no base64 text, or has no name."""

    status = 422
    sentence = "ファイル「{name}」を読み取れません。"
    next_step = "filenameと、base64による文字列のcontentをもつ形で送信してください。"


class AnswerUnreadable(ShapeProblem):
    """An app answered with something else than the protocol has; ``kind`` says what it was."""

    sentence = "アプリの応答を読み取れません（{kind}）。"
    next_step = "アプリの提供者に、応答の形を確かめるよう依頼してください。入力した内容は残してあります。"


class AppFailed(ShapeProblem):
    """The app says that it failed; ``code`` is the HTTP status, ``message`` what it says."""

    sentence = "アプリがエラーを返しました（HTTP {code}）：{message}"
    next_step = "内容を確かめて入力を直すか、時間をおいて、もう一度実行してください。"


class AnswerEmpty(ShapeProblem):
    """The app answered, and gave neither text nor files."""

    sentence = "アプリの応答に、出力がありません。"
    next_step = "入力を確かめて、もう一度実行してください。続く場合は、アプリの提供者に連絡してください。"


class StatusUnknown(ShapeProblem):
    """The status of a request that is being worked on is none that the protocol has."""

    sentence = "アプリが知らせた処理の状態「{state}」は、対応していないものです。"
    next_step = "アプリの提供者に、状態の表し方を確かめるよう依頼してください。"


class StatusWentBack(ShapeProblem):
    """The status went from a later to an earlier one."""

    sentence = "アプリが知らせた処理の状態が、「{before}」から「{after}」に戻りました。"
    next_step = "アプリの提供者に連絡してください。必要な場合は、もう一度実行してください。"


class StatusElsewhere(ShapeProblem):
    """The place where the status is asked for is not on the app's own host."""

    sentence = "アプリが、処理の状態の確認先として別のホストを示したため、確認しませんでした。"
    next_step = "アプリの提供者に連絡してください。確認先は、アプリと同じホストである必要があります。"


class RegistrationUnreadable(ShapeProblem):
    """A registration that was to be imported is not in its form; ``reason`` names the attribute."""

    status = 422
    sentence = "アプリの登録情報を読み取れません（{reason}）。"
    next_step = "源内から書き出したJSONを、そのまま読み込んでください。"
