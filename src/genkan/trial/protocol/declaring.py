"""The office declares vendors' staff: with the draft, and later where somebody is found out."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import EventFilter, Ledger, list_people, stream_events
from genkan.kit import Clock
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import (
    WITHOUT_VENDORS_STAFF,
    AssignedDetails,
    ExcludedDetails,
    VendorsStaffDetails,
    details_of,
)
from genkan.trial.protocol import store
from genkan.trial.protocol.draft import clean
from genkan.trial.protocol.errors import DeclaringTooLate, NothingDeclared, TrialUnknown
from genkan.trial.protocol.trial import Trial, TrialState
from genkan.trial.protocol.vendors_staff import (
    VendorsList,
    entries_of,
    entries_that_mean,
    list_digest,
    new_salt,
)

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Declaring:
    """Works in the transaction of the caller; ``actor`` is a person's id."""

    ledger: Ledger
    clock: Clock

    async def keep(self, connection: AsyncConnection, trial_id: str, typed: str, *, actor: str) -> str:
        """Keep the list of a draft in the place of the one before; its digest, empty without entries.

        Raises ``VendorsStaffUnfit``.
        """
        entries = entries_of(typed)
        lists = await store.vendors_lists_of(connection, trial_id)
        if lists and entries == await store.vendors_staff_of(connection, trial_id):
            return lists[-1].digest if entries else ""
        await store.drop_vendors_staff(connection, trial_id)
        if not entries:
            return ""
        return (await self._add(connection, trial_id, entries, lists, reason="", actor=actor)).digest

    async def declare(
        self, connection: AsyncConnection, trial_id: str, typed: str, *, reason: str, actor: str
    ) -> int:
        """Add to the list of a signed protocol; how many exposures are excluded from now on.

        Raises ``TrialUnknown``, ``DeclaringTooLate``, ``NothingDeclared`` and ``VendorsStaffUnfit``.
        """
        trial = await self._held(connection, trial_id)
        known = await store.vendors_staff_of(connection, trial_id)
        entries = tuple(sorted({*entries_of(typed)} - {*known}))
        if not entries or not clean(reason):
            raise NothingDeclared
        lists = await store.vendors_lists_of(connection, trial_id)
        added = await self._add(connection, trial_id, entries, lists, reason=clean(reason), actor=actor)
        count = await self._exclude(connection, trial, entries, actor=actor)
        details = VendorsStaffDetails(added.digest, added.number, len(entries), count, added.reason)
        await self.ledger.record(
            connection,
            TrialEvent.VENDORS_STAFF_DECLARED,
            actor=actor,
            organisation_id=trial.organisation_id,
            object_id=trial.id,
            details=details_of(details),
        )
        return count

    async def _held(self, connection: AsyncConnection, trial_id: str) -> Trial:
        """The trial, in which nothing is assigned until the transaction ends."""
        trial = await store.find_trial(connection, trial_id, lock=True)
        signed = await store.protocol_in_force(connection, trial_id)
        if trial is None:
            raise TrialUnknown
        declared = signed is not None and signed.protocol.exclusions.without_vendors_staff
        if not declared or trial.state is TrialState.PUBLISHED:
            raise DeclaringTooLate
        return trial

    async def _add(
        self,
        connection: AsyncConnection,
        trial_id: str,
        entries: tuple[str, ...],
        lists: Sequence[VendorsList],
        *,
        reason: str,
        actor: str,
    ) -> VendorsList:
        salt = new_salt()
        added = VendorsList(
            trial_id=trial_id,
            number=lists[-1].number + 1 if lists else 1,
            salt=salt,
            digest=list_digest(salt, entries),
            reason=reason,
            made_by=actor,
            made_at=self.clock(),
        )
        await store.add_vendors_list(connection, added)
        await store.add_vendors_staff(connection, trial_id, entries)
        return added

    async def _exclude(
        self, connection: AsyncConnection, trial: Trial, entries: Sequence[str], *, actor: str
    ) -> int:
        """Write of every exposure of those who are meant that it does not count."""
        meant = await _meant_by(connection, entries)
        exposures = await _exposures_of(connection, trial.id, meant) if meant else {}
        for exposure, organisation_id in exposures.items():
            await self.ledger.record(
                connection,
                TrialEvent.EXCLUDED,
                actor=actor,
                organisation_id=organisation_id,
                object_id=exposure,
                details=details_of(ExcludedDetails(rule=WITHOUT_VENDORS_STAFF)),
            )
        return len(exposures)


async def _meant_by(connection: AsyncConnection, entries: Sequence[str]) -> set[str]:
    """The ids of the people with an account whom entries mean."""
    meant: set[str] = set()
    for entry in entries:
        offset, search = 0, entry.removeprefix("@")
        while found := await list_people(connection, search=search, offset=offset, limit=_AT_ONCE):
            meant |= {each.id for each in found if entry in entries_that_mean(each.sign_in_name)}
            offset += _AT_ONCE
    return meant


async def _exposures_of(
    connection: AsyncConnection, trial_id: str, people: set[str]
) -> dict[str, str | None]:
    """The exposures of people in a trial, with the organisation of each."""
    found: dict[str, str | None] = {}
    chosen = EventFilter(kind=TrialEvent.ASSIGNED, people=sorted(people))
    async for events in stream_events(connection, chosen):
        for event in events:
            if event.actor in people and _trial_of(event.details) == trial_id:
                found[event.object_id] = event.organisation_id
    return found


def _trial_of(details: str) -> str:
    try:
        return msgspec.json.decode(details, type=AssignedDetails).trial
    except msgspec.DecodeError:
        return ""
