"""Errors of the OpenAI-compatible API.

ApiProblem
├── BodyTooLarge
├── BodyTooSlow
├── PathUnknown
├── MethodUnknown
├── ParameterNotOffered           (parameter)
│   ├── StateNotKept
│   ├── ToolNotOffered
│   └── ItemNotOffered
├── ProgramLeft
├── ServerStopping
└── ApiFailed
"""

from typing import ClassVar

from genkan.kit import Problem


class ApiProblem(Problem):
    """A request could not be taken; ``code`` is the identifier that programs read."""

    code: ClassVar[str] = "api_error"


class BodyTooLarge(ApiProblem):
    """The body is over the limit, in megabytes."""

    status = 413
    code = "request_too_large"
    sentence = "リクエストが大きすぎます。一度に送信できるのは{limit}メガバイトまでです。"
    next_step = "文章を分けて送信してください。"


class BodyTooSlow(ApiProblem):
    """The body did not arrive in time, in seconds."""

    status = 408
    code = "request_timeout"
    sentence = "リクエストの本文が{seconds}秒以内に届きませんでした。"
    next_step = "通信の状態を確認して、もう一度送信してください。"


class PathUnknown(ApiProblem):
    """Nothing is at this path."""

    status = 404
    code = "unknown_url"
    sentence = "「{method} {path}」という操作はありません。"
    next_step = "利用できる操作は、docs/reference/openai-api.mdで確認してください。"


class MethodUnknown(PathUnknown):
    """The path is there, but not with this method."""

    status = 405
    code = "method_not_allowed"


class ParameterNotOffered(ApiProblem):
    """The parameter is a part of OpenAI's API that this one does not have."""

    status = 400
    code = "unsupported_parameter"
    sentence = "「{parameter}」の指定には対応していないため、送信しませんでした。"
    next_step = "指定を外してください。利用できる項目は、docs/reference/openai-api.mdで確認してください。"


class StateNotKept(ParameterNotOffered):
    """The parameter needs a memory of earlier calls, and nothing is kept."""

    sentence = "会話や回答を次のリクエストまで保存しないため、「{parameter}」は指定できません。"
    next_step = "指定を外し、これまでの会話を「input」に含めて送信してください。"


class ToolNotOffered(ParameterNotOffered):
    """A tool that would be run here; programs run their tools themselves."""

    sentence = "ツールの種類「{given}」には対応していません（{parameter}）。"
    next_step = "種類が「function」のツールとして定義するか、指定を外してください。"


class ItemNotOffered(ParameterNotOffered):
    """An item of the input that is none of those that can be checked."""

    sentence = "「input」の項目の種類「{given}」には対応していません（{parameter}）。"
    next_step = "「message」「function_call」「function_call_output」のいずれかにしてください。"


class ProgramLeft(ApiProblem):
    """The program closed the connection; nobody is told."""

    status = 499
    code = "client_closed_request"


class ServerStopping(ApiProblem):
    """The server ends before the answer does."""

    status = 503
    code = "server_stopping"
    sentence = "サーバーが停止するため、回答を最後まで届けられませんでした。"
    next_step = "少し待ってから、もう一度送信してください。"


class ApiFailed(ApiProblem):
    """A fault of ours; the log has the details under the reference."""

    status = 500
    code = "internal_error"
    sentence = "処理中に問題が起きました（受付番号 {reference}）。"
    next_step = "もう一度お試しください。続く場合は、受付番号を運用担当者に伝えてください。"
