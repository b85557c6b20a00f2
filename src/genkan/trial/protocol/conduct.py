"""Opening a trial, so that daily work is assigned to its arms, and ending it as its protocol says, or otherwise."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger
from genkan.kit import Clock
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import TrialDetails, details_of
from genkan.trial.protocol import store
from genkan.trial.protocol.check import Surroundings, check_protocol, day_in_japan
from genkan.trial.protocol.draft import clean
from genkan.trial.protocol.ending import Cause, Due, Ending, due, is_over
from genkan.trial.protocol.errors import (
    ClosingNotProposed,
    ClosingOvertaken,
    ClosingReasonMissing,
    LastDayNotOver,
    OpeningTooEarly,
    ProtocolFaulty,
    RuleNotMet,
    TrialNotOpen,
    TrialNotSigned,
    TrialOvertaken,
    TrialUnknown,
)
from genkan.trial.protocol.moving import Moving
from genkan.trial.protocol.signed import SignedProtocol
from genkan.trial.protocol.signer import Signer
from genkan.trial.protocol.trial import Trial, TrialState

SYSTEM = "system"
# What was right when it was signed: the first day may be past, and earlier protocols said nothing of the others.
_PASSED = frozenset({"opens_on", "reply_days", "look_every_days"})
_EVENTS = {
    TrialState.OPEN: TrialEvent.OPENED,
    TrialState.ENDED: TrialEvent.ASSIGNMENT_ENDED,
    TrialState.CLOSED: TrialEvent.CLOSED,
}


@dataclass(frozen=True, slots=True)
class Conduct:
    """Works in the transaction of the caller; ``actor`` is a person's id, ``command_line`` or ``system``."""

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
        findings = tuple(each for each in check_protocol(protocol, known) if each.field not in _PASSED)
        if findings:
            raise ProtocolFaulty(count=len(findings))
        await Moving(self.ledger, self.clock).enter(connection, trial, protocol)
        return await self._turn(
            connection, trial, TrialState.OPEN, TrialDetails(digest=signed.digest), actor=actor
        )

    async def keep(self, connection: AsyncConnection, trial_id: str, *, actor: str = SYSTEM) -> Trial:
        """Do what the protocol wants done today: end the assignments, or close the trial.

        Raises ``TrialNotOpen``, and ``LastDayNotOver`` where there is nothing to do yet.
        """
        trial, signed = await self._going_on(connection, trial_id)
        ending = await store.find_ending(connection, trial.id)
        todo = due(trial.state, signed.protocol, ending, today=day_in_japan(self.clock()))
        if todo is Due.END:
            now, day = self.clock(), signed.protocol.closes_on
            ending = Ending(trial_id=trial.id, cause=Cause.LAST_DAY, asked_at=now, ended_at=now, day=day)
            return await self._end(connection, trial, signed, ending, actor=actor)
        if todo is Due.CLOSE and ending is not None:
            return await self._close(connection, trial, signed, ending, actor=actor)
        raise LastDayNotOver(day=signed.protocol.closes_on)

    async def end(self, connection: AsyncConnection, trial_id: str, *, actor: str) -> Trial:
        """End the trial by its rule where that is met, else by its days.

        Raises ``TrialNotOpen``, and ``LastDayNotOver`` where neither is so.
        """
        try:
            return await self.end_by_rule(connection, trial_id, actor=actor)
        except (RuleNotMet, TrialNotOpen):
            return await self.keep(connection, trial_id, actor=actor)

    async def end_by_rule(self, connection: AsyncConnection, trial_id: str, *, actor: str) -> Trial:
        """End the trial because a declared look found the rule met. Raises ``TrialNotOpen`` and ``RuleNotMet``."""
        trial, signed = await self._open(connection, trial_id)
        if not any(look.met for look in await store.looks_of(connection, trial.id)):
            raise RuleNotMet
        now, day = self.clock(), day_in_japan(self.clock()).isoformat()
        ending = Ending(trial_id=trial.id, cause=Cause.RULE, asked_at=now, ended_at=now, day=day)
        return await self._end(connection, trial, signed, ending, actor=actor)

    async def propose_end(
        self, connection: AsyncConnection, trial_id: str, *, by: Signer, reason: str
    ) -> Ending:
        """Sign first that the trial ends otherwise than its protocol says; in the place of an earlier such wish.

        Raises ``TrialNotOpen``, ``SignerNotOffice`` and ``ClosingReasonMissing``.
        """
        trial, signed = await self._open(connection, trial_id)
        by.check_first()
        if not clean(reason):
            raise ClosingReasonMissing(day=signed.protocol.closes_on)
        wish = Ending(
            trial_id=trial.id,
            cause=Cause.EARLY,
            reason=clean(reason),
            asked_by=by.person.id,
            asked_at=self.clock(),
        )
        await store.put_ending(connection, wish)
        details = TrialDetails(digest=wish.digest, reason=wish.reason, asked_by=wish.asked_by)
        await self._record(connection, TrialEvent.CLOSING_PROPOSED, trial, details, actor=by.actor)
        return wish

    async def sign_end(self, connection: AsyncConnection, trial_id: str, *, by: Signer, seen: str) -> Trial:
        """Sign the early end of the digest ``seen`` second, which ends the trial.

        Raises ``TrialNotOpen``, ``ClosingNotProposed``, ``ClosingOvertaken``, ``SignerIsProposer``, ``SignerNotOfficer``.
        """
        trial, signed = await self._open(connection, trial_id)
        wish = await store.find_ending(connection, trial.id)
        if wish is None or not wish.waits:
            raise ClosingNotProposed
        if wish.digest != seen:
            raise ClosingOvertaken
        by.check_second(trial, first=wish.asked_by)
        day = day_in_japan(self.clock()).isoformat()
        ending = replace(wish, signed_by=by.person.id, ended_at=self.clock(), day=day)
        return await self._end(connection, trial, signed, ending, actor=by.actor)

    async def _end(
        self,
        connection: AsyncConnection,
        trial: Trial,
        signed: SignedProtocol,
        ending: Ending,
        *,
        actor: str,
    ) -> Trial:
        """Assign nothing more; without days of grace, or where they are over, the trial is closed at once."""
        await store.put_ending(connection, ending)
        if is_over(signed.protocol, ending.day, today=self._today()):
            return await self._close(connection, trial, signed, ending, actor=actor)
        details = _details(signed, ending)
        return await self._turn(connection, trial, TrialState.ENDED, details, actor=actor)

    async def _close(
        self,
        connection: AsyncConnection,
        trial: Trial,
        signed: SignedProtocol,
        ending: Ending,
        *,
        actor: str,
    ) -> Trial:
        await store.leave_organisations(connection, trial.id)
        details = _details(signed, ending)
        return await self._turn(connection, trial, TrialState.CLOSED, details, actor=actor)

    def _today(self) -> date:
        return day_in_japan(self.clock())

    async def _open(self, connection: AsyncConnection, trial_id: str) -> tuple[Trial, SignedProtocol]:
        trial, signed = await self._going_on(connection, trial_id)
        if trial.state is not TrialState.OPEN:
            raise TrialNotOpen(state=trial.state.label)
        return trial, signed

    async def _going_on(self, connection: AsyncConnection, trial_id: str) -> tuple[Trial, SignedProtocol]:
        trial, signed = await self._held(connection, trial_id)
        if trial.state not in (TrialState.OPEN, TrialState.ENDED) or signed is None:
            raise TrialNotOpen(state=trial.state.label)
        return trial, signed

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
        details: TrialDetails,
        *,
        actor: str,
    ) -> Trial:
        after = replace(trial, state=state, version=trial.version + 1)
        if not await store.change_trial(connection, after, seen=trial.version):
            raise TrialOvertaken
        await self._record(connection, _EVENTS[state], trial, details, actor=actor)
        return after

    async def _record(
        self,
        connection: AsyncConnection,
        kind: TrialEvent,
        trial: Trial,
        details: TrialDetails,
        *,
        actor: str,
    ) -> None:
        await self.ledger.record(
            connection,
            kind,
            actor=actor,
            organisation_id=trial.organisation_id,
            object_id=trial.id,
            details=details_of(details),
        )


def _details(signed: SignedProtocol, ending: Ending) -> TrialDetails:
    return TrialDetails(
        digest=signed.digest,
        reason=ending.reason,
        cause=ending.cause.value,
        day=ending.day,
        asked_by=ending.asked_by,
        signed_by=ending.signed_by,
    )
