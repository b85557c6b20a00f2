"""A deployment by the name that an operator types."""

from typing import TYPE_CHECKING

from genkan.cli.errors import DeploymentNotNamed

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.catalogue import Deployment


async def deployment_named(parts: "Parts", wanted: str) -> "Deployment":
    """The only deployment of this id or title, else of this public name that is not retired.

    Raises :class:`DeploymentNotNamed`.
    """
    from genkan.catalogue import DeploymentState, list_deployments

    async with parts.database.read() as connection:
        known = await list_deployments(connection)
    exact = [each for each in known if wanted in (each.id, each.title)]
    named = [
        each for each in known if each.public_name == wanted and each.state is not DeploymentState.RETIRED
    ]
    found = exact or named
    if len(found) != 1:
        raise DeploymentNotNamed(wanted=wanted[:100])
    return found[0]
