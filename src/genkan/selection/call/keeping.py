"""The office writes a call, publishes it, and changes it afterwards only in sight of all."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger, Organisation, Viewer
from genkan.kit import Clock, digest, new_id
from genkan.selection.call.call import Call, CallState, Edition
from genkan.selection.call.content import CallContent
from genkan.selection.call.draft import clean
from genkan.selection.call.edition import changed_parts, record_of
from genkan.selection.call.errors import AmendmentTooLate, CallFixed, CallOvertaken, CallUnknown, OrderUnfit
from genkan.selection.call.seeing import see_call
from genkan.selection.call.store import calls
from genkan.selection.errors import ReasonMissing
from genkan.selection.events import CallEvent


class _By(NamedTuple):
    """The name of the organisation that publishes, and who does it."""

    organisation: str
    actor: str


@dataclass(frozen=True, slots=True)
class CallKeeping:
    """Works in the transaction of the caller."""

    ledger: Ledger
    clock: Clock

    async def begin(
        self, connection: AsyncConnection, organisation_id: str, content: CallContent, *, actor: str
    ) -> Call:
        """A new draft."""
        call = Call(new_id(self.clock), organisation_id, CallState.DRAFT, 1, content, self.clock())
        await calls.add_call(connection, call)
        await self._record(connection, CallEvent.ADDED, call, actor=actor)
        return call

    async def edit(
        self, connection: AsyncConnection, viewer: Viewer, call_id: str, content: CallContent, *, seen: int
    ) -> Call:
        """Change a draft. Raises ``CallFixed``, ``CallOvertaken``."""
        call = await see_call(connection, viewer, call_id, lock=True)
        if call.state is not CallState.DRAFT:
            raise CallFixed
        after = await self._write(connection, call, content, seen=seen)
        await self._record(connection, CallEvent.EDITED, after, actor=viewer.person.id)
        return after

    async def publish(
        self, connection: AsyncConnection, organisation: Organisation, call_id: str, *, actor: str, seen: int
    ) -> Call:
        """Freeze the draft as edition 1 and let everybody read it. Raises ``CallUnknown``, ``CallFixed``, ``OrderUnfit``."""
        call = await calls.find_call(connection, call_id, organisation_id=organisation.id, lock=True)
        if call is None:
            raise CallUnknown
        if call.state is not CallState.DRAFT:
            raise CallFixed
        self._check_times(call.content)
        by = _By(organisation.name, actor)
        return await self._freeze(connection, by, call, call.content, reason="", seen=seen)

    async def amend(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        call_id: str,
        content: CallContent,
        *,
        reason: str,
        seen: int,
    ) -> Call:
        """Publish another edition with its reason. Raises ``AmendmentTooLate``, ``ReasonMissing``, ``OrderUnfit``."""
        call = await see_call(connection, viewer, call_id, lock=True)
        if call.state is not CallState.PUBLISHED or call.is_late(self.clock()):
            raise AmendmentTooLate
        if not clean(reason):
            raise ReasonMissing(field="reason")
        self._check_times(content)
        by = _By(viewer.organisation.name, viewer.person.id)
        return await self._freeze(connection, by, call, content, reason=clean(reason), seen=seen)

    def _check_times(self, content: CallContent) -> None:
        if content.schedule.deadline <= self.clock():
            raise OrderUnfit(field="deadline", label="応募の期限")

    async def _freeze(
        self,
        connection: AsyncConnection,
        by: _By,
        call: Call,
        content: CallContent,
        *,
        reason: str,
        seen: int,
    ) -> Call:
        earlier = await calls.editions_of(connection, call.id)
        edition = self._edition(by, call, content, reason=reason, earlier=earlier)
        frozen = replace(call, state=CallState.PUBLISHED, digest=edition.digest)
        after = await self._write(connection, frozen, content, seen=seen)
        if not await calls.add_edition(connection, edition):
            raise CallOvertaken
        kind = CallEvent.AMENDED if earlier else CallEvent.PUBLISHED
        await self._record(
            connection, kind, after, actor=by.actor, edition=edition.number, digest=edition.digest
        )
        return after

    def _edition(
        self,
        by: _By,
        call: Call,
        content: CallContent,
        *,
        reason: str,
        earlier: tuple[Edition, ...],
    ) -> Edition:
        number, now = len(earlier) + 1, self.clock()
        record = record_of(
            content,
            call_id=call.id,
            organisation=by.organisation,
            number=number,
            at=now,
            reason=reason,
            before=earlier[-1].digest if earlier else "",
        )
        changed = changed_parts(call.content, content)
        return Edition(
            new_id(self.clock), call.id, number, now, by.actor, reason, changed, record, digest(record)
        )

    async def _write(
        self, connection: AsyncConnection, call: Call, content: CallContent, *, seen: int
    ) -> Call:
        after = replace(call, content=content, version=call.version + 1)
        if call.version != seen or not await calls.change_call(connection, after, seen=seen):
            raise CallOvertaken
        return after

    async def _record(
        self, connection: AsyncConnection, kind: CallEvent, call: Call, *, actor: str, **details: object
    ) -> None:
        await self.ledger.record(
            connection,
            kind,
            actor=actor,
            organisation_id=call.organisation_id,
            object_id=call.id,
            details={"version": call.version, **details},
        )
