"""Which deployments may be compared on a question, and the names by which they could give themselves away."""

import re
from collections.abc import Iterable, Iterator

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import (
    Deployment,
    DeploymentState,
    InformationClass,
    Model,
    WireProtocol,
    list_deployments,
)
from genkan.gateway import Purpose, load_rules
from genkan.governance import Person
from genkan.policy import may_be_offered
from genkan.trial.errors import TooFewArms

_LATIN_WORD = re.compile(r"[A-Za-z]{4,}")
_BETWEEN_MAKERS = re.compile(r"[、,，：・／/（）()]|及び|並びに| and ")
_NO_MAKERS = frozenset({"応募者", "開発", "共同応募体"})
_COMMON_WORDS = frozenset(
    {"base", "chat", "instruct", "japanese", "large", "latest", "mini", "model", "preview", "prime", "small"}
)


async def eligible_arms(
    connection: AsyncConnection, person: Person, *, information_class: InformationClass
) -> tuple[Deployment, ...]:
    """The deployments to draw from: those that policy lets answer this person and information class.

    Language models where at least two are allowed, otherwise the settings of the extractive answerer, which must say
    what it is and so cannot stand beside a language model. Raises ``TooFewArms``.
    """
    active = await list_deployments(connection, state=DeploymentState.ACTIVE)
    rules = await load_rules(connection, person.organisation_id)
    allowed = [
        one
        for one in active
        if not one.embeds
        and may_be_offered(
            one,
            roles=person.roles,
            rules=rules,
            information_class=information_class,
            purpose=Purpose.COMPARISON,
        )
    ]
    models = tuple(one for one in allowed if one.protocol != WireProtocol.EXTRACT)
    extracts = tuple(one for one in allowed if one.protocol == WireProtocol.EXTRACT)
    for arms in (models, extracts):
        if len(arms) > 1:
            return arms
    raise TooFewArms(information_class=information_class.label)


async def no_model_is_connected(connection: AsyncConnection) -> bool:
    """Whether nothing but the extractive answerer is active."""
    active = await list_deployments(connection, state=DeploymentState.ACTIVE)
    return all(one.protocol == WireProtocol.EXTRACT or one.embeds for one in active)


def telling_names(deployments: Iterable[Deployment], models: Iterable[Model]) -> frozenset[str]:
    """Every name of a deployment, a model or a maker, whole and, for models, in its telling words."""
    return frozenset(name for name in _names(deployments, models) if name)


def _names(deployments: Iterable[Deployment], models: Iterable[Model]) -> Iterator[str]:
    for deployment in deployments:
        yield from (deployment.title, deployment.id)
        yield from _with_words(deployment.remote_model)
    for model in models:
        yield from _with_words(model.title)
        yield from _with_words(model.id)
        yield from _makers(model.maker.value or "")


def _with_words(name: str) -> Iterator[str]:
    yield name
    yield from (word for word in _LATIN_WORD.findall(name) if word.lower() not in _COMMON_WORDS)


def _makers(text: str) -> Iterator[str]:
    for part in _BETWEEN_MAKERS.split(text):
        if part not in _NO_MAKERS:
            yield from _with_words(part.replace("株式会社", "").strip())
