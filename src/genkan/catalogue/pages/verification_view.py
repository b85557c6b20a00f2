"""A verification as the page shows it."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue.store.deployments import find_deployment
from genkan.catalogue.store.verifications import latest_verification
from genkan.catalogue.verification import checks_of

DEPLOYMENT_FRAGMENT = "catalogue/_verification.html"


async def verification_context(connection: AsyncConnection, deployment_id: str) -> dict[str, Any]:
    """The last verification of a deployment, and how many checks there are."""
    deployment = await find_deployment(connection, deployment_id)
    return {
        "verification": await latest_verification(connection, deployment_id),
        "checks_in_all": len(checks_of(embeds=deployment.embeds)),
    }
