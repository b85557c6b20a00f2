"""Which deployments may write for somebody, before there is a text."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Deployment, InformationClass, WireProtocol, list_deployments
from genkan.gateway.ask import Purpose
from genkan.gateway.store.rules import load_rules
from genkan.governance import Person
from genkan.policy import may_be_offered

_NO_NEW_WORDS = frozenset({WireProtocol.EXTRACT, WireProtocol.REPLAY})


def writes(deployment: Deployment) -> bool:
    """Whether it answers in words of its own: not so embeddings and the built-in extractive answerer."""
    return not deployment.embeds and deployment.protocol not in _NO_NEW_WORDS


async def offered_writers(
    connection: AsyncConnection, person: Person, *, purpose: Purpose, information_class: InformationClass
) -> tuple[Deployment, ...]:
    """The deployments that write, and to which the policy lets this person send such information for the purpose."""
    rules = await load_rules(connection, person.organisation_id)
    return tuple(
        deployment
        for deployment in await list_deployments(connection)
        if writes(deployment)
        and may_be_offered(
            deployment,
            roles=person.roles,
            rules=rules,
            information_class=information_class,
            purpose=purpose,
        )
    )
