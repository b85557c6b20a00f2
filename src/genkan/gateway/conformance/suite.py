"""All checks in their order, each with a limit of time, none of them stopping the next."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping

from genkan.catalogue import Check, CheckName, CheckResult, Tell
from genkan.gateway.conformance import answers, pressure, refusals, texts, vectors
from genkan.gateway.conformance.asking import Asking
from genkan.gateway.conformance.finding import Finding, failed, not_applicable, told
from genkan.providers import NotSupported, ProviderProblem

_Checks = Mapping[CheckName, Callable[[Asking], Awaitable[Finding]]]
_OF_CHATS: _Checks = {
    CheckName.CHAT: answers.chat,
    CheckName.FIRST_TOKEN: answers.first_token,
    CheckName.STREAM: answers.stream,
    CheckName.USAGE: answers.usage,
    CheckName.STOP: answers.stop,
    CheckName.LONG_INPUT: texts.long_input,
    CheckName.JAPANESE: texts.japanese,
    CheckName.WRONG_MODEL: refusals.wrong_model,
    CheckName.BAD_PARAMETER: refusals.bad_parameter,
    CheckName.CANCELLATION: pressure.cancellation,
    CheckName.CONCURRENCY: pressure.concurrency,
}
_OF_EMBEDDINGS: _Checks = {
    CheckName.EMBEDDINGS: vectors.embeddings,
    CheckName.SEVERAL_TEXTS: vectors.several_texts,
    CheckName.SAME_VECTOR: vectors.same_vector,
    CheckName.USAGE: vectors.usage,
    CheckName.WRONG_MODEL: refusals.wrong_model_for_embeddings,
    CheckName.CONCURRENCY: pressure.concurrency_of_embeddings,
}
SECONDS_FOR_A_CHECK = 120.0


async def examine(asking: Asking, *, tell: Tell, seconds: float = SECONDS_FOR_A_CHECK) -> tuple[Check, ...]:
    """Do every check and ``tell`` those that have ended; where no question is answered, the rest is left out.

    Raises the errors of the entrance: an endpoint that might not be asked neither passed nor failed.
    """
    done: tuple[Check, ...] = ()
    checks = _OF_EMBEDDINGS if asking.deployment.embeds else _OF_CHATS
    for name, check in checks.items():
        if done and done[0].result is CheckResult.FAILED:
            done = (*done, _left_out(name))
        else:
            done = (*done, await _do(name, check, asking=asking, seconds=seconds))
        await tell(done)
    return done


async def _do(
    name: CheckName, check: Callable[[Asking], Awaitable[Finding]], *, asking: Asking, seconds: float
) -> Check:
    began = time.monotonic()
    finding = await _find(check(asking), seconds=seconds)
    return Check(
        name=name,
        result=finding.result,
        measured=finding.measured,
        milliseconds=round((time.monotonic() - began) * 1000),
    )


async def _find(finding: Awaitable[Finding], *, seconds: float) -> Finding:
    try:
        async with asyncio.timeout(seconds):
            return await finding
    except NotSupported as problem:
        return not_applicable(told(problem))
    except ProviderProblem as problem:
        return failed(told(problem))
    except TimeoutError:
        return failed(f"{seconds:.0f}秒以内に終わりませんでした。")


def _left_out(name: CheckName) -> Check:
    measured = "質問に回答しないため、確かめていません。"
    return Check(name=name, result=CheckResult.NOT_APPLICABLE, measured=measured, milliseconds=0)
