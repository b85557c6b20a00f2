"""A person agrees, declines, or withdraws at any time."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger, Person
from genkan.kit import Clock
from genkan.trial.consent.errors import ConsentTextChanged, NoTrialRuns
from genkan.trial.consent.standing import Invitation, invitation_for
from genkan.trial.consent.store import Consent, find_consent, keep_consent
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import ConsentDetails, details_of


@dataclass(frozen=True, slots=True)
class Consenting:
    """Works in the transaction of the caller.

    A refusal by who had not agreed before stands in the person's own row only: no reader of the ledger learns who refused.
    """

    ledger: Ledger
    clock: Clock

    async def agree(self, connection: AsyncConnection, person: Person, *, seen: str) -> None:
        """Agree to the text of the digest ``seen``. Raises ``NoTrialRuns``, ``ConsentTextChanged``."""
        invitation = await self._invitation(connection, person)
        if invitation.text_digest != seen:
            raise ConsentTextChanged
        said = await find_consent(connection, invitation.running.id, person_id=person.id)
        if said is None or not said.agreed or said.text_digest != seen:
            await self._keep(connection, person, invitation, agreed=True)
            await self._record(connection, TrialEvent.CONSENTED, person, invitation)

    async def decline(self, connection: AsyncConnection, person: Person) -> None:
        """Say no, or withdraw: from now on nothing of the person is assigned. Raises ``NoTrialRuns``."""
        invitation = await self._invitation(connection, person)
        said = await find_consent(connection, invitation.running.id, person_id=person.id)
        if said is not None and not said.agreed:
            return
        await self._keep(connection, person, invitation, agreed=False)
        if said is not None:
            await self._record(connection, TrialEvent.WITHDREW, person, invitation)

    async def _invitation(self, connection: AsyncConnection, person: Person) -> Invitation:
        invitation = await invitation_for(connection, person)
        if invitation is None:
            raise NoTrialRuns
        return invitation

    async def _keep(
        self, connection: AsyncConnection, person: Person, invitation: Invitation, *, agreed: bool
    ) -> None:
        consent = Consent(
            trial_id=invitation.running.id,
            person_id=person.id,
            agreed=agreed,
            text_digest=invitation.text_digest,
            at=self.clock(),
        )
        await keep_consent(connection, consent)

    async def _record(
        self, connection: AsyncConnection, kind: TrialEvent, person: Person, invitation: Invitation
    ) -> None:
        details = ConsentDetails(trial=invitation.running.id, text_digest=invitation.text_digest)
        await self.ledger.record(
            connection,
            kind,
            actor=person.id,
            organisation_id=person.organisation_id,
            object_id=invitation.running.id,
            details=details_of(details),
        )
