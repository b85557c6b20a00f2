"""The office writes a draft; it is saved as it is, right or wrong."""

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger
from genkan.kit import Clock, new_id
from genkan.trial.events import TrialEvent
from genkan.trial.protocol import store
from genkan.trial.protocol.draft import ProtocolDraft
from genkan.trial.protocol.errors import TrialFixed, TrialOvertaken, TrialUnknown
from genkan.trial.protocol.trial import Trial, TrialState


@dataclass(frozen=True, slots=True)
class Drafting:
    """Works in the transaction of the caller; ``actor`` is a person's id or ``command_line``."""

    ledger: Ledger
    clock: Clock

    async def begin(
        self, connection: AsyncConnection, draft: ProtocolDraft, *, organisation_id: str, actor: str
    ) -> Trial:
        """A new trial with a draft."""
        trial = Trial(
            id=new_id(self.clock),
            organisation_id=organisation_id,
            state=TrialState.DRAFT,
            draft=draft.document(),
            version=1,
            created_at=self.clock(),
            created_by=actor,
        )
        await store.add_trial(connection, trial)
        await self._record(connection, trial, actor=actor)
        return trial

    async def save(
        self, connection: AsyncConnection, trial_id: str, draft: ProtocolDraft, *, actor: str, seen: int
    ) -> Trial:
        """Keep the draft; what was put up for signing before it lapses. Raises ``TrialFixed``, ``TrialOvertaken``."""
        trial = await store.find_trial(connection, trial_id, lock=True)
        if trial is None:
            raise TrialUnknown
        if trial.state.is_signed and not trial.state.may_be_amended:
            raise TrialFixed
        after = replace(trial, draft=draft.document(), version=trial.version + 1)
        if trial.version != seen or not await store.change_trial(connection, after, seen=seen):
            raise TrialOvertaken
        await self._record(connection, after, actor=actor)
        return after

    async def _record(self, connection: AsyncConnection, trial: Trial, *, actor: str) -> None:
        await self.ledger.record(
            connection,
            TrialEvent.DRAFTED,
            actor=actor,
            organisation_id=trial.organisation_id,
            object_id=trial.id,
            details={"version": trial.version},
        )
