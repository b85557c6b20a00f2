"""What cannot be done is refused with an error that says so, and not with a fault or an answer."""

from collections.abc import Awaitable

from genkan.gateway.conformance.asking import Asking, Heard
from genkan.gateway.conformance.finding import Finding, failed, not_applicable, passed, told
from genkan.providers import EndpointRefused, ProviderProblem

_GREETING = "「了解しました。」とだけ答えてください。"
_NO_MODEL = "genkan-conformance-no-such-model"


async def wrong_model(asking: Asking) -> Finding:
    """A model that is not there is refused."""
    answer = asking.of_model(_NO_MODEL).ask(_GREETING, max_tokens=16)
    return await _refusal(answer, otherwise="モデル名を見ずに回答する接続先です。")


async def bad_parameter(asking: Asking) -> Finding:
    """A parameter of the wrong kind is refused."""
    answer = asking.ask(_GREETING, max_tokens=16, temperature="hot")
    return await _refusal(answer, otherwise="誤った値を無視して回答しました。")


async def _refusal(answer: Awaitable[Heard], *, otherwise: str) -> Finding:
    try:
        await answer
    except EndpointRefused as problem:
        return _told(problem)
    except ProviderProblem as problem:
        return failed(f"誤りとして解釈できる応答がありません：{told(problem)}")
    return not_applicable(otherwise)


def _told(problem: EndpointRefused) -> Finding:
    status = int(str(problem.details["http_status"]))
    message = str(problem.details.get("message") or "")
    measured = f"応答コード{status}、説明{'あり' if message else 'なし'}"
    return passed(measured) if 400 <= status < 500 else failed(f"{measured}（障害として応答しました）")
