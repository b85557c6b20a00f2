"""Applicants register themselves; the office approves, with which it has a one-time link to hand out, or refuses.

Nothing proves who registered, so nothing that was typed opens the account. Whoever registers is told the same whether or not there is an account of that address: only the office sees it.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger, Viewer
from genkan.kit import Clock, new_id, storable
from genkan.selection.call.call import Call, CallState
from genkan.selection.call.seeing import see_public_call
from genkan.selection.errors import ReasonMissing, TextTooLong
from genkan.selection.events import VendorEvent
from genkan.selection.vendor.accounts import VendorDraft
from genkan.selection.vendor.errors import (
    EmailTaken,
    RegistrationsClosed,
    RegistrationsFull,
    RegistrationTooOften,
    RegistrationUnknown,
)
from genkan.selection.vendor.line import SITE, line_of
from genkan.selection.vendor.registration import (
    KEPT_FOR,
    LONGEST_REASON,
    MOST_OF_A_LINE,
    MOST_WAITING,
    Registration,
)
from genkan.selection.vendor.store import registrations, vendors
from genkan.selection.vendor.vendor import Vendor
from genkan.storage import Database, hold_names

_NOBODY = "system"


@dataclass(frozen=True, slots=True)
class Registering:
    """``register`` works by itself, all else in the transaction of the caller."""

    database: Database
    ledger: Ledger
    clock: Clock

    async def register(self, call_id: str, draft: VendorDraft, *, address: str) -> None:
        """Keep a registration for the office. ``address`` is the one that it was sent from; others of its line and its office wait meanwhile.

        Raises ``CallUnknown``, ``RegistrationsClosed``, ``RegistrationTooOften``, ``RegistrationsFull`` and an
        ``EntryProblem`` of the draft.
        """
        for fault in draft.faults():
            raise fault
        line = line_of(address, bits=SITE)[:64]
        async with self.database.write() as connection:
            call = await see_public_call(connection, call_id, lock=True)
            await hold_names(
                connection, [f"registration line {line}", f"registration {call.organisation_id}"]
            )
            await self._check(connection, call, line)
            fresh = self._fresh(call, draft, line=line)
            await registrations.add_registration(connection, fresh)
            await self._record(connection, VendorEvent.REGISTERED, fresh, actor=fresh.id)

    async def approve(self, connection: AsyncConnection, viewer: Viewer, registration_id: str) -> Vendor:
        """Open the account, into which only a one-time link leads. Raises ``RegistrationUnknown``, ``EmailTaken``."""
        asked = await self._take(connection, viewer, registration_id)
        vendor = Vendor(
            id=asked.id,
            organisation_id=asked.organisation_id,
            company=asked.company,
            name=asked.name,
            sign_in_name=asked.sign_in_name,
            active=True,
            created_at=self.clock(),
        )
        if not await vendors.add_vendor(connection, vendor):
            raise EmailTaken(field="email")
        await self._record(connection, VendorEvent.APPROVED, asked, actor=viewer.person.id)
        return vendor

    async def refuse(self, connection: AsyncConnection, viewer: Viewer, registration_id: str) -> None:
        """Forget the registration; the ledger keeps that there was one. Raises ``RegistrationUnknown``."""
        asked = await self._take(connection, viewer, registration_id)
        await self._record(connection, VendorEvent.REFUSED, asked, actor=viewer.person.id)

    async def refuse_line(
        self, connection: AsyncConnection, viewer: Viewer, ids: Collection[str], *, line: str, reason: str
    ) -> int:
        """Forget those of the registrations that came from one line and wait still; how many. Each leaves an event with the reason.

        Raises ``ReasonMissing`` and ``TextTooLong``.
        """
        words = _words(reason)
        waiting = await registrations.list_registrations(connection, viewer.organisation.id)
        chosen = [each.id for each in waiting if each.line == line and each.id in ids]
        taken = [
            await registrations.take_registration(connection, each, organisation_id=viewer.organisation.id)
            for each in chosen
        ]
        gone = [each for each in taken if each]
        for each in gone:
            facts = {"reason": words, "together": len(gone)}
            await self._record(connection, VendorEvent.REFUSED, each, actor=viewer.person.id, **facts)
        return len(gone)

    async def forget_over(self) -> None:
        """Forget registrations that waited for 30 days, or whose call is over; the ledger keeps that there were some."""
        async with self.database.write() as connection:
            before = self.clock() - KEPT_FOR
            for each in await registrations.over_registrations(connection, before=before):
                own = each.organisation_id
                if await registrations.take_registration(connection, each.id, organisation_id=own):
                    await self._record(connection, VendorEvent.EXPIRED, each, actor=_NOBODY)

    async def _take(self, connection: AsyncConnection, viewer: Viewer, registration_id: str) -> Registration:
        own = viewer.organisation.id
        asked = await registrations.take_registration(connection, registration_id, organisation_id=own)
        if asked is None:
            raise RegistrationUnknown
        return asked

    async def _check(self, connection: AsyncConnection, call: Call, line: str) -> None:
        if call.state is not CallState.PUBLISHED:
            raise RegistrationsClosed
        if await registrations.count_of_line(connection, line) >= MOST_OF_A_LINE:
            raise RegistrationTooOften(most=MOST_OF_A_LINE)
        if await registrations.count_waiting(connection, call.organisation_id) >= MOST_WAITING:
            raise RegistrationsFull

    def _fresh(self, call: Call, draft: VendorDraft, *, line: str) -> Registration:
        return Registration(
            id=new_id(self.clock),
            call_id=call.id,
            organisation_id=call.organisation_id,
            company=storable(draft.company).strip(),
            name=storable(draft.name).strip(),
            sign_in_name=draft.address,
            line=line,
            asked_at=self.clock(),
        )

    async def _record(
        self,
        connection: AsyncConnection,
        kind: VendorEvent,
        registration: Registration,
        *,
        actor: str,
        **facts: object,
    ) -> None:
        await self.ledger.record(
            connection,
            kind,
            actor=actor,
            organisation_id=registration.organisation_id,
            object_id=registration.id,
            details={"call": registration.call_id, **facts},
        )


def _words(reason: str) -> str:
    words = storable(reason).strip()
    if not words:
        raise ReasonMissing(field="reason")
    if len(words) > LONGEST_REASON:
        raise TextTooLong(field="reason", label="理由", limit=LONGEST_REASON)
    return words
