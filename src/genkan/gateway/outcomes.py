"""Which outcome an error is, and what the staff member is told of outcomes that are no error."""

from genkan.gateway.answer import Outcome
from genkan.kit import Problem
from genkan.providers import (
    EndpointRefused,
    EndpointTimedOut,
    EndpointUnreachable,
    ProviderProblem,
)

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
        case ProviderProblem():
            return Outcome.BROKEN
        case _:
            return Outcome.REFUSED_BY_POLICY


def told(outcome: Outcome) -> tuple[str, str]:
    """Sentence and next step in Japanese for an outcome; two empty texts for a complete answer."""
    return _TOLD.get(outcome, ("", ""))
