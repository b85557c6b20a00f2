"""Looking at deployments and verifying them, with fixed texts of our own that pass the entrance like all others."""

from pathlib import Path

from genkan.catalogue import SECRETS_FOLDER, Check, Deployment, Inspection, Probe, Tell, resolve_secret
from genkan.gateway.ask import Purpose
from genkan.gateway.conformance.asking import Asking
from genkan.gateway.conformance.passing import Passing
from genkan.gateway.entrance import Entrance
from genkan.gateway.probing import failed_probe, probe
from genkan.kit import Clock, Problem
from genkan.providers import (
    CheckHost,
    Endpoint,
    Provider,
    Session,
    Timeouts,
    check_address,
    check_beyond,
    check_literal,
    check_public,
    open_session,
    providers,
)

_TIMEOUTS = Timeouts(connect=5.0, first_token=60.0, between_tokens=30.0, whole=120.0)


class Inspector:
    """The one who looks, with connections of its own; ``close`` at the end.

    It enters by ``entrance``, a side entrance: a look takes no place from people, also finds an endpoint whose places
    are all taken, and a deployment that is not active yet can be verified before it is.
    """

    def __init__(self, entrance: Entrance, clock: Clock) -> None:
        self._entrance = entrance
        self._clock = clock
        self._sessions: dict[CheckHost, Session] = {}

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

    async def examine_declared(
        self, deployment: Deployment, tell: Tell, *, folder: Path, private: bool = False
    ) -> tuple[Check, ...]:
        """The same for an endpoint that somebody outside declares and no operator has registered.

        It must stand in the public internet, whatever its name leads to, or in a private network where ``private`` allows
        that, and never on the machine itself. A key in a file is read below ``folder`` alone.
        Raises ``AddressRefused`` and what ``examine`` raises.
        """
        from genkan.gateway.conformance.suite import examine  # read only where a deployment is verified

        check = check_beyond if private else check_public
        check(check_address(deployment.address).host or "")
        asking = self._asking(deployment, Purpose.VERIFICATION, folder=folder, check=check)
        return await examine(asking, tell=tell)

    async def close(self) -> None:
        """Close the connections."""
        for session in self._sessions.values():
            await session.close()

    def _asking(
        self,
        deployment: Deployment,
        purpose: Purpose,
        *,
        folder: Path = SECRETS_FOLDER,
        check: CheckHost = check_literal,
    ) -> Asking:
        endpoint = Endpoint(
            address=deployment.address,
            secret=resolve_secret(deployment.secret_reference, folder=folder),
            parameters=deployment.parameters,
            capabilities=deployment.capabilities,
        )
        passing = Passing(self._entrance, self._clock, purpose)
        session = self._opened(check)
        return Asking(deployment, _provider(session, deployment.protocol), endpoint, passing, session)

    def _opened(self, check: CheckHost) -> Session:
        if check not in self._sessions:
            self._sessions[check] = open_session(check)
        return self._sessions[check]


def _provider(session: Session, protocol: str) -> Provider:
    return providers(session, timeouts=_TIMEOUTS)[protocol]
