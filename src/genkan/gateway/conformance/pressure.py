"""An answer that nobody waits for any more makes room, and as many at once as are declared are answered."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import aclosing

from genkan.gateway.conformance.asking import Asking
from genkan.gateway.conformance.finding import Finding, failed, in_seconds, not_applicable, passed, told
from genkan.providers import ProviderProblem, TextDelta

_GREETING = "「了解しました。」とだけ答えてください。"
_ESSAY = "行政手続のデジタル化について、2000文字程度で詳しく説明してください。"
_LONG_ANSWER = 2_000
_MOST_AT_ONCE = 32
_SLACK = 2.0


async def cancellation(asking: Asking) -> Finding:
    """After as many answers as fit were broken off, the next is not slower than before by more than two seconds."""
    if asking.endpoint.capabilities.get("streams") is False:
        return not_applicable("逐次の送信に対応しないと登録されています。")
    usual = (await asking.ask(_GREETING, max_tokens=16)).first
    count = min(asking.deployment.capacity, _MOST_AT_ONCE)
    closing = max(await asyncio.gather(*(_break_off(asking) for _ in range(count))))
    after = (await asking.ask(_GREETING, max_tokens=16)).first
    measured = (
        f"{count}件を打ち切った後の最初の文字まで{in_seconds(after)}"
        f"（打切り前{in_seconds(usual)}、切断{in_seconds(closing)}）"
    )
    return passed(measured) if after <= usual * 3 + _SLACK and closing <= _SLACK else failed(measured)


async def concurrency(asking: Asking) -> Finding:
    """As many questions at once as the deployment is declared to take, 32 at the most, are answered."""
    return await _all_at_once(asking, lambda: asking.ask(_GREETING, max_tokens=64))


async def concurrency_of_embeddings(asking: Asking) -> Finding:
    """The same where vectors are asked for."""
    return await _all_at_once(asking, lambda: asking.embed(_GREETING))


async def _all_at_once(asking: Asking, ask: Callable[[], Awaitable[object]]) -> Finding:
    count = min(asking.deployment.capacity, _MOST_AT_ONCE)
    results = await asyncio.gather(*(_seconds(ask()) for _ in range(count)), return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, ProviderProblem):
            raise result
    problems = [result for result in results if isinstance(result, ProviderProblem)]
    if problems:
        return failed(f"同時に送った{count}件のうち{len(problems)}件が失敗しました：{told(problems[0])}")
    longest = max(result for result in results if isinstance(result, float))
    return passed(f"同時に{count}件、全て完了（最長{in_seconds(longest)}）")


async def _seconds(answer: Awaitable[object]) -> float:
    """How long it takes."""
    began = time.monotonic()
    await answer
    return time.monotonic() - began


async def _break_off(asking: Asking) -> float:
    """Close a long answer after its first piece; the seconds that closing took."""
    async with aclosing(asking.speak(_ESSAY, max_tokens=_longest(asking))) as events:
        async for event in events:
            if isinstance(event, TextDelta):
                break
        began = time.monotonic()
    return time.monotonic() - began


def _longest(asking: Asking) -> int:
    """As long an answer as is needed, or as half of the declared context holds."""
    context = asking.endpoint.capabilities.get("context_tokens")
    return min(_LONG_ANSWER, context // 2) if isinstance(context, int) else _LONG_ANSWER
