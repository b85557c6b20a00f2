"""Two people sign a protocol; with the second signature it is frozen, or an amendment takes force."""

import secrets
from dataclasses import dataclass, replace

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger
from genkan.kit import Clock, digest
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import ProtocolDetails, details_of
from genkan.trial.protocol import store
from genkan.trial.protocol.check import Surroundings
from genkan.trial.protocol.draft import clean, read_draft
from genkan.trial.protocol.errors import (
    AmendmentReasonMissing,
    ProposalMissing,
    ProposalOvertaken,
    ProtocolFaulty,
    TrialFixed,
    TrialOvertaken,
    TrialUnknown,
)
from genkan.trial.protocol.examining import examine
from genkan.trial.protocol.moving import Moving
from genkan.trial.protocol.signed import Proposal, SignedProtocol
from genkan.trial.protocol.signer import Signer
from genkan.trial.protocol.trial import Trial, TrialState

SEED_BYTES = 16


@dataclass(frozen=True, slots=True)
class Signing:
    """Works in the transaction of the caller."""

    ledger: Ledger
    clock: Clock

    async def propose(
        self,
        connection: AsyncConnection,
        trial_id: str,
        known: Surroundings,
        *,
        by: Signer,
        seen: int,
        reason: str = "",
    ) -> Proposal:
        """Sign the draft of the version ``seen`` first; a ``reason`` is wanted for an amendment.

        Raises ``SignerNotOffice``, ``TrialOvertaken``, ``TrialFixed``, ``ProtocolFaulty``, ``AmendmentReasonMissing``.
        """
        trial = await self._held(connection, trial_id)
        by.check_first()
        if trial.version != seen:
            raise TrialOvertaken
        in_force = await store.protocol_in_force(connection, trial.id)
        before = in_force.protocol if in_force else None
        examined = examine(read_draft(trial.draft), known, before=before)
        if examined.protocol is None or examined.findings:
            raise ProtocolFaulty(count=len(examined.findings))
        if in_force and not clean(reason):
            raise AmendmentReasonMissing
        latest = await store.latest_proposal(connection, trial.id)
        proposal = Proposal(
            trial_id=trial.id,
            revision=latest.revision + 1 if latest else 1,
            number=in_force.number + 1 if in_force else 0,
            version=trial.version,
            document=examined.protocol.document(),
            digest=examined.protocol.digest(),
            reason=clean(reason) if in_force else "",
            signed_by=by.person.id,
            signed_at=self.clock(),
        )
        if not await store.add_proposal(connection, proposal):
            raise TrialOvertaken
        await self._tell_proposed(connection, trial, proposal, by=by)
        return proposal

    async def sign(
        self, connection: AsyncConnection, trial_id: str, known: Surroundings, *, by: Signer, seen: str
    ) -> SignedProtocol:
        """Sign the proposal of the digest ``seen`` second, which puts it into force.

        Raises ``ProposalMissing``, ``ProposalOvertaken``, ``SignerIsProposer``, ``SignerNotOfficer``, ``ProtocolFaulty``
        where what it says is no longer so, and ``OrganisationsBusy``.
        """
        trial = await self._held(connection, trial_id)
        in_force = await store.protocol_in_force(connection, trial.id)
        proposal = awaiting(trial, await store.latest_proposal(connection, trial.id), in_force)
        if proposal is None:
            raise ProposalMissing
        if proposal.digest != seen or proposal.protocol.digest() != seen:
            raise ProposalOvertaken
        by.check_second(trial, first=proposal.signed_by)
        before = in_force.protocol if in_force else None
        findings = examine(read_draft(trial.draft), known, before=before).findings
        if findings:
            raise ProtocolFaulty(count=len(findings))
        signed = self._sealed(proposal, by)
        if not await store.add_protocol(connection, signed):
            raise ProposalOvertaken
        await self._put_into_force(connection, trial, signed)
        await self._tell_signed(connection, trial, proposal, signed, by=by)
        if in_force and trial.state is TrialState.OPEN:
            moving = Moving(self.ledger, self.clock)
            await moving.move(connection, trial, in_force.protocol, signed, actor=by.actor)
        return signed

    async def _held(self, connection: AsyncConnection, trial_id: str) -> Trial:
        trial = await store.find_trial(connection, trial_id, lock=True)
        if trial is None:
            raise TrialUnknown
        if trial.state.is_signed and not trial.state.may_be_amended:
            raise TrialFixed
        return trial

    def _sealed(self, proposal: Proposal, by: Signer) -> SignedProtocol:
        """The protocol with its seed: drawn now, so that nobody who wrote or read it could try seeds."""
        protocol = proposal.protocol
        if not protocol.seed:
            seed = secrets.token_hex(SEED_BYTES)
            protocol = msgspec.structs.replace(protocol, seed=seed, seed_commitment=digest(seed))
        return SignedProtocol(
            trial_id=proposal.trial_id,
            number=proposal.number,
            document=protocol.document(),
            digest=protocol.digest(),
            reason=proposal.reason,
            signed_by=by.person.id,
            signed_at=self.clock(),
        )

    async def _put_into_force(
        self, connection: AsyncConnection, trial: Trial, signed: SignedProtocol
    ) -> None:
        state = trial.state if trial.state is TrialState.OPEN else TrialState.FROZEN
        after = replace(trial, state=state, draft=signed.document, version=trial.version + 1)
        if not await store.change_trial(connection, after, seen=trial.version):
            raise TrialOvertaken

    async def _tell_proposed(
        self, connection: AsyncConnection, trial: Trial, proposal: Proposal, *, by: Signer
    ) -> None:
        await self.ledger.record(
            connection,
            TrialEvent.PROPOSED,
            actor=by.actor,
            organisation_id=trial.organisation_id,
            object_id=trial.id,
            details={
                "number": proposal.number,
                "revision": proposal.revision,
                "digest": proposal.digest,
                "signed_by": by.person.id,
            },
        )

    async def _tell_signed(
        self,
        connection: AsyncConnection,
        trial: Trial,
        proposal: Proposal,
        signed: SignedProtocol,
        *,
        by: Signer,
    ) -> None:
        details = ProtocolDetails(
            number=signed.number,
            digest=signed.digest,
            document=signed.document,
            reason=signed.reason,
            proposed_by=proposal.signed_by,
            signed_by=signed.signed_by,
            proposal=proposal.digest,
        )
        await self.ledger.record(
            connection,
            TrialEvent.AMENDED if signed.number else TrialEvent.FROZEN,
            actor=by.actor,
            organisation_id=trial.organisation_id,
            object_id=trial.id,
            details=details_of(details),
        )


def awaiting(trial: Trial, latest: Proposal | None, in_force: SignedProtocol | None) -> Proposal | None:
    """The proposal that waits for the second signature: of the present draft, and not yet signed."""
    number = in_force.number + 1 if in_force else 0
    waits = latest is not None and latest.version == trial.version and latest.number == number
    return latest if waits else None
