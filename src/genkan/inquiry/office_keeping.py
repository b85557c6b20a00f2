"""Supervisors set what their organisation and its offices keep to."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger, Viewer, list_organisations
from genkan.inquiry.entry import clean
from genkan.inquiry.errors import BlockTooLong, DaysUnfit, OfficeUnknown, YearsUnfit
from genkan.inquiry.events import OfficeEvent
from genkan.inquiry.office import LONGEST_BLOCK, LONGEST_DAYS, LONGEST_YEARS, Office
from genkan.inquiry.store.offices import drop_office, keep_office


@dataclass(frozen=True)
class OfficeDraft:
    """Settings as they were typed."""

    business_days: str = ""
    four_eyes: bool = False
    contact: str = ""
    greeting: str = ""
    closing: str = ""
    retention_years: str = ""

    def office(self, office_id: str) -> Office:
        """The same for an office. Raises ``DaysUnfit``, ``YearsUnfit`` and ``BlockTooLong``."""
        days, years = _number(self.business_days), _number(self.retention_years)
        if not 1 <= days <= LONGEST_DAYS:
            raise DaysUnfit(limit=LONGEST_DAYS)
        if not 0 <= years <= LONGEST_YEARS:
            raise YearsUnfit(limit=LONGEST_YEARS)
        contact, greeting, closing = (clean(each) for each in (self.contact, self.greeting, self.closing))
        if max(len(contact), len(greeting), len(closing)) > LONGEST_BLOCK:
            raise BlockTooLong(limit=f"{LONGEST_BLOCK:,}")
        return Office(office_id, days, self.four_eyes, contact, greeting, closing, years)


def draft_of(office: Office) -> OfficeDraft:
    """What an office keeps to, as it would be typed."""
    return OfficeDraft(
        str(office.business_days),
        office.four_eyes,
        office.contact,
        office.greeting,
        office.closing,
        str(office.retention_years),
    )


async def offices_of(connection: AsyncConnection, organisation_id: str) -> dict[str, str]:
    """The names of the offices within an organisation by id."""
    return {each.id: each.name for each in await list_organisations(connection, parent_id=organisation_id)}


@dataclass(frozen=True, slots=True)
class OfficeKeeping:
    """Each deed with its record, in the transaction of the caller."""

    ledger: Ledger

    async def keep(
        self, connection: AsyncConnection, viewer: Viewer, office_id: str, draft: OfficeDraft
    ) -> Office:
        """Set what the viewer's organisation or one of its offices keeps to.

        Raises ``OfficeUnknown`` and what ``OfficeDraft.office`` raises.
        """
        own = viewer.organisation.id
        if office_id != own and office_id not in await offices_of(connection, own):
            raise OfficeUnknown
        office = draft.office(office_id)
        await keep_office(connection, office, organisation_id=own)
        details = {
            "business_days": office.business_days,
            "four_eyes": office.four_eyes,
            "retention_years": office.retention_years,
        }
        await self._record(connection, OfficeEvent.EDITED, viewer, office_id, details)
        return office

    async def reset(self, connection: AsyncConnection, viewer: Viewer, office_id: str) -> None:
        """Let an office keep again to what the organisation does. Raises ``OfficeUnknown``."""
        if office_id not in await offices_of(connection, viewer.organisation.id):
            raise OfficeUnknown
        await drop_office(connection, office_id)
        await self._record(connection, OfficeEvent.RESET, viewer, office_id, {})

    async def _record(
        self,
        connection: AsyncConnection,
        event: OfficeEvent,
        viewer: Viewer,
        office_id: str,
        details: Mapping[str, object],
    ) -> None:
        await self.ledger.record(
            connection,
            event,
            actor=viewer.person.id,
            organisation_id=viewer.organisation.id,
            object_id=office_id,
            details=details,
        )


def _number(typed: str) -> int:
    """What was typed as a whole number, -1 where it is none."""
    digits = typed.strip()
    return int(digits) if digits.isdecimal() and len(digits) < 4 else -1
