"""Looking at deployments and verifying them, with fixed texts of our own that pass the entrance like all others."""

from genkan.catalogue import Check, Deployment, Inspection, Probe, Tell, resolve_secret
from genkan.gateway.ask import Purpose
from genkan.gateway.conformance.asking import Asking
from genkan.gateway.conformance.passing import Passing
from genkan.gateway.entrance import Entrance
from genkan.gateway.probing import failed_probe, probe
from genkan.kit import Clock, Problem
from genkan.providers import Endpoint, Provider, Session, Timeouts, open_session, providers

_TIMEOUTS = Timeouts(connect=5.0, first_token=60.0, between_tokens=30.0, whole=120.0)


class Inspector:
    """The one who looks, with connections of its own; ``close`` at the end.

    It enters by ``entrance``, a side entrance: a look takes no place from people, also finds an endpoint whose places
    are all taken, and a deployment that is not active yet can be verified before it is.
    """

    def __init__(self, entrance: Entrance, clock: Clock) -> None:
        self._entrance = entrance
        self._clock = clock
        self._session: Session | None = None

    @property
    def inspection(self) -> Inspection:
        """What the catalogue needs of this."""
        return Inspection(self.probe, self.examine)

    async def probe(self, deployment: Deployment) -> Probe | None:
        """Look whether the deployment would answer; ``None`` where the door lets no look pass."""
        try:
            asking = self._asking(deployment, Purpose.PROBE)
        except Problem as problem:
            return failed_probe(deployment, problem, clock=self._clock)
        return await probe(asking, clock=self._clock)

    async def examine(self, deployment: Deployment, tell: Tell) -> tuple[Check, ...]:
        """Do every check of the conformance suite. Raises ``SecretProblem`` and the errors of the entrance."""
        from genkan.gateway.conformance.suite import examine  # read only where a deployment is verified

        return await examine(self._asking(deployment, Purpose.VERIFICATION), tell=tell)

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    def _asking(self, deployment: Deployment, purpose: Purpose) -> Asking:
        endpoint = Endpoint(
            address=deployment.address,
            secret=resolve_secret(deployment.secret_reference),
            parameters=deployment.parameters,
            capabilities=deployment.capabilities,
        )
        passing = Passing(self._entrance, self._clock, purpose)
        return Asking(deployment, self._provider(deployment.protocol), endpoint, passing, self._opened())

    def _provider(self, protocol: str) -> Provider:
        return providers(self._opened(), timeouts=_TIMEOUTS)[protocol]

    def _opened(self) -> Session:
        self._session = self._session or open_session()
        return self._session
