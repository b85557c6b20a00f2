"""Choosing the model that gives vectors: what may be chosen, what is asked for, and the deed in the ledger."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import DeploymentState, InformationClass, WireProtocol, list_deployments
from genkan.governance import Ledger
from genkan.kit import Clock
from genkan.knowledge.events import KnowledgeEvent
from genkan.knowledge.vectors import store
from genkan.knowledge.vectors.errors import (
    CharactersOutOfRange,
    DimensionsOutOfRange,
    PrefixTooLong,
    QuestionPrefixTooLong,
    VectorClassUnknown,
    VectorModelUnknown,
)
from genkan.knowledge.vectors.plan import MOST_CHARACTERS, MOST_DIMENSIONS, VectorPlan
from genkan.knowledge.vectors.schedule import VectorSchedule

QUESTION_CLASSES = (InformationClass.ONE, InformationClass.TWO)
LEAST_CHARACTERS, LONGEST_PREFIX = 100, 200
_OBJECT = "vectors"


class OfferedModel(NamedTuple):
    """A public name whose deployments give embeddings, and the highest class that all of them may get."""

    name: str
    ceiling: InformationClass


async def offered_models(connection: AsyncConnection) -> tuple[OfferedModel, ...]:
    """The models that can be chosen now, by name."""
    ceilings: dict[str, list[InformationClass]] = {}
    for deployment in await list_deployments(connection, state=DeploymentState.ACTIVE):
        if deployment.embeds and deployment.protocol == WireProtocol.OPENAI_CHAT:
            ceilings.setdefault(deployment.public_name, []).append(deployment.ceiling)
    return tuple(OfferedModel(name, min(ceilings[name])) for name in sorted(ceilings))


async def choose_vectors(
    connection: AsyncConnection,
    plan: VectorPlan,
    *,
    schedule: VectorSchedule,
    ledger: Ledger,
    clock: Clock,
    actor: str,
) -> None:
    """Keep a choice, record it and have the vectors made. Raises the errors under ``VectorPlanRefused``."""
    _check(plan)
    if plan.model not in {offered.name for offered in await offered_models(connection)}:
        raise VectorModelUnknown(model=plan.model)
    await store.write_plan(connection, plan, now=clock())
    facts = {
        "model": plan.model,
        "dimensions": plan.dimensions,
        "question_class": plan.question_class,
        "characters": plan.characters,
    }
    await _record(connection, KnowledgeEvent.VECTORS_CHOSEN, ledger=ledger, actor=actor, details=facts)
    await schedule.request(connection)


async def end_vectors(
    connection: AsyncConnection, *, schedule: VectorSchedule, ledger: Ledger, clock: Clock, actor: str
) -> None:
    """Search by words alone from now on, and have the vectors deleted."""
    await store.write_plan(connection, None, now=clock())
    await _record(connection, KnowledgeEvent.VECTORS_ENDED, ledger=ledger, actor=actor, details={})
    await schedule.request(connection)


def _check(plan: VectorPlan) -> None:
    if plan.question_class not in QUESTION_CLASSES:
        raise VectorClassUnknown
    if plan.dimensions is not None and not 1 <= plan.dimensions <= MOST_DIMENSIONS:
        raise DimensionsOutOfRange(most=f"{MOST_DIMENSIONS:,}")
    if not LEAST_CHARACTERS <= plan.characters <= MOST_CHARACTERS:
        raise CharactersOutOfRange(least=f"{LEAST_CHARACTERS:,}", most=f"{MOST_CHARACTERS:,}")
    if len(plan.text_prefix) > LONGEST_PREFIX:
        raise PrefixTooLong(most=f"{LONGEST_PREFIX:,}")
    if len(plan.question_prefix) > LONGEST_PREFIX:
        raise QuestionPrefixTooLong(most=f"{LONGEST_PREFIX:,}")


async def _record(
    connection: AsyncConnection,
    kind: KnowledgeEvent,
    *,
    ledger: Ledger,
    actor: str,
    details: Mapping[str, object],
) -> None:
    await ledger.record(
        connection, kind, actor=actor, organisation_id=None, object_id=_OBJECT, details=details
    )
