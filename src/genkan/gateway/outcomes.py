"""Which outcome an error is, and what the staff member is told of outcomes that are no error."""

from genkan.catalogue import SecretProblem
from genkan.gateway.answer import Outcome
from genkan.gateway.errors import GatewayFailed, RequestInvalid
from genkan.kit import Problem
from genkan.providers import (
    AddressRefused,
    DeploymentIncomplete,
    EndpointRefused,
    EndpointTimedOut,
    EndpointUnreachable,
    NotSupported,
    ProviderProblem,
)

_SERVER_ERROR = 500
_KEPT_FROM_ALL = frozenset({401, 403, 404, 429})
_BEFORE_SENDING = (NotSupported, DeploymentIncomplete, AddressRefused, SecretProblem, RequestInvalid)
_OF_REASON = {
    "stop": Outcome.COMPLETED,
    "tool_calls": Outcome.COMPLETED,
    "length": Outcome.TRUNCATED,
    "content_filter": Outcome.REFUSED_BY_ENDPOINT,
}
_TOLD = {
    Outcome.TRUNCATED: (
        "回答が長さの上限に達したため、途中で終わっています。",
        "「続けてください」と送信するか、質問を分けてください。",
    ),
    Outcome.REFUSED_BY_ENDPOINT: (
        "モデルがこの内容への回答を控えました。",
        "質問の表現を変えるか、別のモデルを選んでください。",
    ),
    Outcome.STOPPED: ("利用者の操作により停止しました。", "続きが必要な場合は、もう一度質問してください。"),
    Outcome.SWITCHED_OFF: (
        "運用担当者により停止されました。",
        "再開されるまでお待ちください。急ぐ場合は、所属する組織の管理者又は運用担当者に問い合わせてください。",
    ),
    Outcome.INTERRUPTED: (
        "サーバーの停止により中断しました。",
        "届いたところまで保存しました。「もう一度作成」を押してください。",
    ),
}


def outcome_of_reason(reason: str) -> Outcome:
    """How an answer ended whose stream ended properly."""
    return _OF_REASON[reason]


def outcome_of_problem(problem: Problem) -> Outcome:
    """How an answer ended whose provider failed."""
    match problem:
        case EndpointUnreachable():
            return Outcome.UNREACHABLE
        case EndpointTimedOut():
            return Outcome.TIMED_OUT
        case EndpointRefused():
            return Outcome.REFUSED_BY_ENDPOINT
        case ProviderProblem() | GatewayFailed() | SecretProblem():
            return Outcome.BROKEN
        case _:
            return Outcome.REFUSED_BY_POLICY


def outcome_of_error(error: BaseException) -> Outcome:
    """How a call ended that could not be begun; what has no name of its own is a caller that left."""
    return outcome_of_problem(error) if isinstance(error, Problem) else Outcome.STOPPED


def was_sent(error: BaseException) -> bool:
    """Whether a byte may have left before this went wrong."""
    return not isinstance(error, _BEFORE_SENDING)


def is_fault_of_endpoint(problem: ProviderProblem) -> bool | None:
    """Whether the endpoint is to blame for a failure before its first token; None where the request may be."""
    if isinstance(problem, NotSupported | DeploymentIncomplete | AddressRefused):
        return None
    if isinstance(problem, EndpointRefused):
        return True if problem.details.get("http_status") in _KEPT_FROM_ALL or _is_failing(problem) else None
    return True


def _is_failing(problem: EndpointRefused) -> bool:
    status = problem.details.get("http_status")
    return isinstance(status, int) and status >= _SERVER_ERROR


def told(outcome: Outcome) -> tuple[str, str]:
    """Sentence and next step in Japanese for an outcome; two empty texts for a complete answer."""
    return _TOLD.get(outcome, ("", ""))
