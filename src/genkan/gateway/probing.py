"""A short look at a deployment: is anything there that would answer?"""

import asyncio
import time

from genkan.catalogue import Deployment, Probe, WireProtocol
from genkan.gateway.conformance.asking import Asking
from genkan.gateway.errors import GatewayProblem
from genkan.kit import Clock, Problem
from genkan.providers import Endpoint, ModelNotServed, Session, list_models

SECONDS_FOR_A_LOOK = 10.0
_LONGEST_PROBLEM = 200


async def probe(asking: Asking, *, clock: Clock, seconds: float = SECONDS_FOR_A_LOOK) -> Probe | None:
    """Ask for the list of models where the protocol has one, else for a token or a vector.

    Never raises a ``Problem``; ``None`` where the door did not let the look pass, and so nothing was found out.
    """
    at, began = clock(), time.monotonic()
    try:
        problem = await _problem(asking, seconds=seconds)
    except GatewayProblem:
        return None
    return Probe(
        deployment_id=asking.deployment.id,
        at=at,
        ok=not problem,
        milliseconds=round((time.monotonic() - began) * 1000),
        problem=problem[:_LONGEST_PROBLEM],
    )


def failed_probe(deployment: Deployment, problem: Problem, *, clock: Clock) -> Probe:
    """A look that could not be taken."""
    told = problem.sentence.format_map(problem.details)[:_LONGEST_PROBLEM]
    return Probe(deployment_id=deployment.id, at=clock(), ok=False, milliseconds=0, problem=told)


def has_model_list(deployment: Deployment) -> bool:
    """Whether a look costs no tokens."""
    return deployment.protocol == WireProtocol.OPENAI_CHAT


async def _problem(asking: Asking, *, seconds: float) -> str:
    try:
        async with asyncio.timeout(seconds):
            await _touch(asking)
    except GatewayProblem:
        raise
    except Problem as problem:
        return problem.sentence.format_map(problem.details)
    except TimeoutError:
        return f"{seconds:.0f}秒以内に応答がありませんでした。"
    return ""


async def _touch(asking: Asking) -> None:
    asking.passing.check_open(asking.deployment)
    if has_model_list(asking.deployment) and await _lists_models(asking.endpoint, session=asking.session):
        return
    if asking.deployment.embeds:
        await asking.embed("はい")
    else:
        await asking.ask("はい", max_tokens=1)


async def _lists_models(endpoint: Endpoint, *, session: Session) -> bool:
    try:
        await list_models(session, endpoint=endpoint)
    except ModelNotServed:  # servers without a list of models are asked for a token
        return False
    return True
