"""Forgetting in batches, each one transaction with its event; what the analysis needs is in the ledger and stays."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import Gateway
from genkan.governance import Ledger
from genkan.kit import Clock, new_id
from genkan.storage import Database
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import ForgottenDetails, details_of
from genkan.trial.forgetting import store
from genkan.trial.forgetting.scope import Scope
from genkan.trial.protocol import Withdrawal

_BATCH = 200
SYSTEM = "system"


class Reason(StrEnum):
    """Why something is forgotten: it was kept long enough, its person withdrew, or its person is erased."""

    RETENTION = "retention"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


class _Names:
    """Names of markers that lead to nobody: random, and the same for one marker within one night."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._names: dict[str, str] = {}

    def __call__(self, marker_id: str) -> str:
        return self._names.setdefault(marker_id, "m-" + new_id(self._clock).replace("-", "")[-20:])


@dataclass(frozen=True, kw_only=True)
class Forgetting:
    """Takes persons, comments and texts out of the tables of trials; votes, findings and lengths stay in them."""

    database: Database
    ledger: Ledger
    gateway: Gateway
    clock: Clock
    batch: int = field(default=_BATCH)

    async def forget_old(self) -> None:
        """What every trial has kept for the days of its newest protocol."""
        for trial in await self._trials():
            before = self.clock() - timedelta(days=trial.protocol.retention_days)
            scope = Scope(trial_id=trial.id, before=before, over=trial.state.is_over)
            await self._forget(scope, Reason.RETENTION, organisation_id=trial.organisation_id)

    async def forget_withdrawn(self) -> None:
        """Of who withdrew, in trials whose protocol says so."""
        for trial in await self._trials():
            while trial.protocol.withdrawal is Withdrawal.FORGET:
                async with self.database.read() as connection:
                    people = await store.withdrawn_from(connection, trial.id, limit=self.batch)
                if not people:
                    break
                for person_id in people:
                    scope = Scope(trial_id=trial.id, person_id=person_id)
                    await self._forget(scope, Reason.WITHDRAWN, organisation_id=trial.organisation_id)

    async def forget_person(self, person_id: str, *, organisation_id: str, actor: str = SYSTEM) -> int:
        """Everything of one person, in every trial and outside of any, as asker and as marker; how many records."""
        scopes = {"": organisation_id} | {one.id: one.organisation_id for one in await self._trials()}
        total = 0
        for trial_id, organisation in scopes.items():
            scope = Scope(trial_id=trial_id, person_id=person_id)
            total += await self._forget(scope, Reason.ERASED, organisation_id=organisation, actor=actor)
        return total

    async def kept_days(self) -> dict[str, int]:
        """For how many days the newest protocol of each trial keeps whose its records are."""
        return {one.id: one.protocol.retention_days for one in await self._trials()}

    async def _trials(self) -> tuple[store.KeptTrial, ...]:
        async with self.database.read() as connection:
            return await store.kept_trials(connection)

    async def _forget(
        self, scope: Scope, reason: Reason, *, organisation_id: str, actor: str = SYSTEM
    ) -> int:
        """One batch after another until nothing is left; how many records in all."""
        names, total = _Names(self.clock), 0
        while True:
            async with self.database.write() as connection:
                found = await self._some(connection, scope, reason, names)
                if not found:
                    return total
                await self.ledger.record(
                    connection,
                    TrialEvent.FORGOTTEN,
                    actor=actor,
                    organisation_id=organisation_id,
                    object_id=scope.trial_id or organisation_id,
                    details=details_of(ForgottenDetails(reason=reason.value, records=dict(found))),
                )
            total += sum(found.values())

    async def _some(
        self, connection: AsyncConnection, scope: Scope, reason: Reason, names: _Names
    ) -> Mapping[str, int]:
        """One batch of every kind; how many records of each."""
        limit = self.batch
        found = Counter[str](comparisons=await self._comparisons(connection, scope))
        found["answers"] = await store.forget_answers(connection, scope, limit=limit)
        found["audits"] = await store.forget_audits(connection, scope, limit=limit)
        found["surveys"] = await store.forget_surveys(connection, scope, limit=limit)
        found["held_arms"] = await store.forget_held_arms(connection, scope, limit=limit)
        found["vendors_staff"] = await store.forget_vendors_staff(connection, scope)
        if reason is not Reason.WITHDRAWN:
            found["marks"] = await store.forget_marks(connection, scope, name=names, limit=limit)
            found["interests"] = await store.forget_conflicts(connection, scope)
            found["consents"] = await store.forget_consents(connection, scope, limit=limit)
        return +found

    async def _comparisons(self, connection: AsyncConnection, scope: Scope) -> int:
        """Answers that stand by themselves lose their texts, too; those of a conversation belong to that."""
        found = await store.comparisons_in(connection, scope, limit=self.batch)
        if not found:
            return 0
        alone = [one.id for one in found if not one.conversation_id]
        answer_ids = await store.release_answers(connection, alone)
        for answer in (await self.gateway.read_many(connection, answer_ids)).values():
            if not answer.ended:
                await self.gateway.stop_answer(connection, answer.id)
        await self.gateway.forget(connection, answer_ids)
        await store.blank_comparisons(connection, [one.id for one in found])
        return len(found)
