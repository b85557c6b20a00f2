"""Opening a trial, so that daily work is assigned to its arms, and closing it."""

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger
from genkan.kit import Clock
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import TrialDetails, details_of
from genkan.trial.protocol import store
from genkan.trial.protocol.check import Surroundings, check_protocol, day_in_japan
from genkan.trial.protocol.draft import clean
from genkan.trial.protocol.errors import (
    ClosingReasonMissing,
    OpeningTooEarly,
    ProtocolFaulty,
    TrialNotOpen,
    TrialNotSigned,
    TrialOvertaken,
    TrialUnknown,
)
from genkan.trial.protocol.moving import Moving
from genkan.trial.protocol.signed import SignedProtocol
from genkan.trial.protocol.trial import Trial, TrialState


@dataclass(frozen=True, slots=True)
class Conduct:
    """Works in the transaction of the caller; ``actor`` is a person's id or ``command_line``."""

    ledger: Ledger
    clock: Clock

    async def open(
        self, connection: AsyncConnection, trial_id: str, known: Surroundings, *, actor: str
    ) -> Trial:
        """Let the trial run in its organisations.

        Raises ``TrialNotSigned``, ``OpeningTooEarly``, ``OrganisationsBusy``, and ``ProtocolFaulty`` where the arms no
        longer stand as they were signed.
        """
        trial, signed = await self._held(connection, trial_id)
        if trial.state is not TrialState.FROZEN or signed is None:
            raise TrialNotSigned(state=trial.state.label)
        protocol = signed.protocol
        if known.today.isoformat() < protocol.opens_on:
            raise OpeningTooEarly(day=protocol.opens_on)
        findings = tuple(each for each in check_protocol(protocol, known) if each.field != "opens_on")
        if findings:
            raise ProtocolFaulty(count=len(findings))
        await Moving(self.ledger, self.clock).enter(connection, trial, protocol)
        return await self._turn(connection, trial, TrialState.OPEN, signed, actor=actor)

    async def close(
        self, connection: AsyncConnection, trial_id: str, *, actor: str, reason: str = ""
    ) -> Trial:
        """Let it run nowhere any more. Raises ``TrialNotOpen``, and ``ClosingReasonMissing`` before its last day is over."""
        trial, signed = await self._held(connection, trial_id)
        if trial.state is not TrialState.OPEN or signed is None:
            raise TrialNotOpen(state=trial.state.label)
        last_day = signed.protocol.closes_on
        if day_in_japan(self.clock()).isoformat() <= last_day and not clean(reason):
            raise ClosingReasonMissing(day=last_day)
        await store.leave_organisations(connection, trial.id)
        return await self._turn(
            connection, trial, TrialState.CLOSED, signed, actor=actor, reason=clean(reason)
        )

    async def _held(self, connection: AsyncConnection, trial_id: str) -> tuple[Trial, SignedProtocol | None]:
        trial = await store.find_trial(connection, trial_id, lock=True)
        if trial is None:
            raise TrialUnknown
        return trial, await store.protocol_in_force(connection, trial.id)

    async def _turn(
        self,
        connection: AsyncConnection,
        trial: Trial,
        state: TrialState,
        signed: SignedProtocol,
        *,
        actor: str,
        reason: str = "",
    ) -> Trial:
        after = replace(trial, state=state, version=trial.version + 1)
        if not await store.change_trial(connection, after, seen=trial.version):
            raise TrialOvertaken
        await self.ledger.record(
            connection,
            TrialEvent.OPENED if state is TrialState.OPEN else TrialEvent.CLOSED,
            actor=actor,
            organisation_id=trial.organisation_id,
            object_id=trial.id,
            details=details_of(TrialDetails(digest=signed.digest, reason=reason)),
        )
        return after
