"""The endpoints of deployments with their secrets, read anew every few seconds."""

from time import monotonic

from genkan.catalogue import Deployment, resolve_secret
from genkan.providers import Endpoint

FRESH_SECONDS = 5.0


class Endpoints:
    """Knows where a deployment is spoken to; a secret that was changed is in use after five seconds."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Deployment, Endpoint, float]] = {}

    def of(self, deployment: Deployment) -> Endpoint:
        """The endpoint. Raises ``SecretProblem``."""
        known = self._known.get(deployment.id)
        if known is not None and known[0] is deployment and monotonic() < known[2]:
            return known[1]
        endpoint = Endpoint(
            address=deployment.address,
            secret=resolve_secret(deployment.secret_reference),
            parameters=deployment.parameters,
            capabilities=deployment.capabilities,
        )
        self._known[deployment.id] = deployment, endpoint, monotonic() + FRESH_SECONDS
        return endpoint
