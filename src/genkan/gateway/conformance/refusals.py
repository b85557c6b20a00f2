"""What cannot be done is refused with an error that says so, and not with a fault or an answer."""

from collections.abc import Awaitable, Callable

from genkan.gateway.conformance.asking import Asking
from genkan.gateway.conformance.finding import Finding, failed, not_applicable, passed, told
from genkan.providers import EndpointRefused, ProviderProblem

_GREETING = "「了解しました。」とだけ答えてください。"
_ANY_NAME = "モデル名を見ずに回答する接続先です。"
_DECLARE = "そのような接続先であれば、特性に「tells_refusals=false」を登録してください。"
_NO_MODEL = "genkan-conformance-no-such-model"


async def wrong_model(asking: Asking) -> Finding:
    """A model that is not there is refused."""
    other = asking.of_model(_NO_MODEL)
    return await _refusal(asking, lambda: other.ask(_GREETING, max_tokens=16), otherwise=_ANY_NAME)


async def wrong_model_for_embeddings(asking: Asking) -> Finding:
    """The same where vectors are asked for."""
    other = asking.of_model(_NO_MODEL)
    return await _refusal(asking, lambda: other.embed(_GREETING), otherwise=_ANY_NAME)


async def bad_parameter(asking: Asking) -> Finding:
    """A parameter of the wrong kind is refused."""
    return await _refusal(
        asking,
        lambda: asking.ask(_GREETING, max_tokens=16, temperature="hot"),
        otherwise="誤った値を無視して回答しました。",
    )


async def _refusal(asking: Asking, ask: Callable[[], Awaitable[object]], *, otherwise: str) -> Finding:
    try:
        await ask()
    except EndpointRefused as problem:
        return _told(problem, declared=asking.endpoint.capabilities.get("tells_refusals", True) is True)
    except ProviderProblem as problem:
        return failed(f"誤りとして解釈できる応答がありません：{told(problem)}")
    return not_applicable(otherwise)


def _told(problem: EndpointRefused, *, declared: bool) -> Finding:
    status = int(str(problem.details["http_status"]))
    message = str(problem.details.get("message") or "")
    measured = f"応答コード{status}、説明{'あり' if message else 'なし'}"
    if 400 <= status < 500:
        return passed(measured)
    if not declared:
        return not_applicable(f"{measured}（誤りを障害として応答すると登録されています）")
    return failed(f"{measured}（障害として応答しました）。{_DECLARE}")
