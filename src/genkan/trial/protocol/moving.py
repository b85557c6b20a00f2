"""What an amendment moves in a trial that runs: organisations come and go, and another build begins another era."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger
from genkan.kit import Clock
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import EraDetails, details_of
from genkan.trial.protocol import store
from genkan.trial.protocol.check import changed_builds
from genkan.trial.protocol.document import Protocol, TrialArm
from genkan.trial.protocol.errors import OrganisationsBusy
from genkan.trial.protocol.signed import SignedProtocol
from genkan.trial.protocol.trial import Trial


@dataclass(frozen=True, slots=True)
class Moving:
    """Works in the transaction of the caller."""

    ledger: Ledger
    clock: Clock

    async def move(
        self,
        connection: AsyncConnection,
        trial: Trial,
        before: Protocol,
        signed: SignedProtocol,
        *,
        actor: str,
    ) -> None:
        """Bring a running trial to its amended protocol. Raises ``OrganisationsBusy``."""
        after = signed.protocol
        await self.enter(connection, trial, after)
        eras = await store.eras_of(connection, trial.id)
        for arm in changed_builds(before, after):
            era = eras.get(arm.name, 1) + 1
            await self._begin_era(connection, trial, arm, era=era, reason=signed.reason, actor=actor)

    async def enter(self, connection: AsyncConnection, trial: Trial, protocol: Protocol) -> None:
        """Let the trial run in the organisations of the protocol. Raises ``OrganisationsBusy``."""
        titles = {each.organisation: each.title for each in protocol.organisations}
        busy = await store.enter_organisations(connection, trial.id, titles)
        if busy:
            raise OrganisationsBusy(names="、".join(titles[each] for each in busy))

    async def _begin_era(
        self, connection: AsyncConnection, trial: Trial, arm: TrialArm, *, era: int, reason: str, actor: str
    ) -> None:
        await store.add_era(
            connection, trial.id, arm=arm.name, era=era, build=arm.build, reason=reason, at=self.clock()
        )
        details = EraDetails(trial=trial.id, arm=arm.name, era=era, reason=reason, build=arm.build)
        await self.ledger.record(
            connection,
            TrialEvent.ERA_BEGAN,
            actor=actor,
            organisation_id=trial.organisation_id,
            object_id=trial.id,
            details=details_of(details),
        )
