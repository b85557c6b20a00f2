"""Beginning a run: what was planned is checked, written down, and left to the workers."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import DeploymentNotFound, find_deployment
from genkan.evaluation.running.errors import (
    ContestantUnfit,
    CountOutOfRange,
    KeyTwice,
    NobodyAsked,
    NothingAsked,
    WindowUnfit,
)
from genkan.evaluation.running.events import RunEvent
from genkan.evaluation.running.order import interleaved
from genkan.evaluation.running.plan import Contestant, RunPlan
from genkan.evaluation.running.store.answers import add_slots
from genkan.evaluation.running.store.lanes import add_contestants
from genkan.evaluation.running.store.runs import add_run
from genkan.governance import Ledger
from genkan.jobs import Queue
from genkan.kit import Clock, canonical_json, digest

ASK_CONTESTANT = "evaluation.run"
CLOSE_RUN = "evaluation.close_run"
MOST_REPETITIONS = 100
MOST_AT_ONCE = 64
MOST_ANSWERS = 200_000
MOST_TOKENS = 100_000
MOST_SECONDS = 1_800


async def begin_run(
    connection: AsyncConnection, plan: RunPlan, *, ledger: Ledger, queue: Queue, clock: Clock
) -> None:
    """Write the run down and leave it to the workers, in the caller's transaction; the plan's ``id`` is the run's.

    Raises the errors under ``PlanUnfit``.
    """
    _check(plan, clock)
    builds = [await _build(connection, each) for each in plan.contestants]
    now, total = clock(), len(plan.questions) * len(plan.contestants) * plan.repetitions
    sealed = plan_digest(plan, builds=builds)
    await add_run(connection, plan, digest=sealed, total=total, now=now)
    await add_contestants(connection, plan.id, plan.contestants, builds=builds)
    keys = [each.key for each in plan.questions], [each.key for each in plan.contestants]
    await add_slots(connection, plan.id, tuple(interleaved(*keys, repetitions=plan.repetitions)))
    await leave_lanes(connection, plan.id, keys[1], turn=0, queue=queue, plan=plan)
    if plan.window:
        await queue.enqueue(
            connection, CLOSE_RUN, payload={"run_id": plan.id}, run_after=plan.window.closes_at
        )
    await ledger.record(
        connection,
        RunEvent.BEGUN,
        actor=plan.started_by,
        organisation_id=plan.organisation_id,
        object_id=plan.id,
        details={"plan": sealed, "answers": total, "contestants": len(plan.contestants)},
    )


async def leave_lanes(
    connection: AsyncConnection,
    run_id: str,
    keys: Iterable[str],
    *,
    turn: int,
    queue: Queue,
    plan: RunPlan | None = None,
) -> None:
    """One job for each contestant, not before the window opens."""
    for key in keys:
        await queue.enqueue(
            connection,
            ASK_CONTESTANT,
            payload={"run_id": run_id, "contestant": key},
            key=f"{ASK_CONTESTANT}:{digest(f'{run_id}:{key}')[:32]}:{turn}",
            run_after=plan.window.opens_at if plan and plan.window else None,
        )


def plan_digest(plan: RunPlan, *, builds: Sequence[str]) -> str:
    """SHA-256 of the canonical JSON of everything that decides what is asked of whom, as 64 hexadecimal digits."""
    return digest(
        canonical_json(
            {
                "run": plan.id,
                "questions": [each.digest for each in plan.questions],
                "contestants": [
                    [each.key, each.deployment_id, build]
                    for each, build in zip(plan.contestants, builds, strict=True)
                ],
                "repetitions": plan.repetitions,
                "parameters": dict(plan.parameters),
                "information_class": int(plan.information_class),
            }
        )
    )


async def _build(connection: AsyncConnection, contestant: Contestant) -> str:
    try:
        found = await find_deployment(connection, contestant.deployment_id)
    except DeploymentNotFound as problem:
        raise ContestantUnfit(contestant=contestant.key) from problem
    if found.embeds:
        raise ContestantUnfit(contestant=contestant.key)
    return found.build


def _check(plan: RunPlan, clock: Clock) -> None:
    if not plan.questions:
        raise NothingAsked
    if not plan.contestants:
        raise NobodyAsked
    for keys in ([each.key for each in plan.questions], [each.key for each in plan.contestants]):
        if (twice := Counter(keys).most_common(1)[0])[1] > 1:
            raise KeyTwice(key=twice[0])
    answers = len(plan.questions) * len(plan.contestants) * plan.repetitions
    _check_range("繰返しの回数", plan.repetitions, MOST_REPETITIONS)
    _check_range("同時に送信する数", plan.concurrency, MOST_AT_ONCE)
    _check_range("回答の総数", answers, MOST_ANSWERS)
    for question in plan.questions:
        _check_range("回答の長さの上限", question.limit, MOST_TOKENS)
        _check_range("回答を待つ秒数", question.seconds, MOST_SECONDS)
    if plan.window and not (plan.window.opens_at < plan.window.closes_at and clock() < plan.window.closes_at):
        raise WindowUnfit


def _check_range(name: str, value: float, most: int) -> None:
    if not 1 <= value <= most:
        raise CountOutOfRange(name=name, least=1, most=most)
