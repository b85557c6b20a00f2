"""Which models a person may have a question rewritten by."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Deployment, InformationClass, list_deployments
from genkan.gateway import Purpose, load_rules
from genkan.governance import Person
from genkan.knowledge.rewriting.rewriter import writes
from genkan.policy import may_be_offered


async def offered_rewriters(
    connection: AsyncConnection, person: Person, *, information_class: InformationClass
) -> tuple[Deployment, ...]:
    """The deployments that write words of their own and to which the policy lets questions of this class go."""
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
            purpose=Purpose.SEARCH_PLANNING,
        )
    )
