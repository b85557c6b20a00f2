"""The day by which a citizen is answered, by what the office keeps to."""

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import day_in_japan
from genkan.inquiry.calendar import nth_business_day
from genkan.inquiry.case import Case, NoteKind
from genkan.inquiry.store.notes import last_noted
from genkan.inquiry.store.offices import read_office


async def deadline_from(
    connection: AsyncConnection, moment: datetime, *, organisation_id: str, office_id: str | None
) -> date:
    """The deadline of an inquiry that came, or came again, at the moment."""
    office = await read_office(connection, organisation_id, office_id)
    return nth_business_day(day_in_japan(moment), count=office.business_days)


async def deadline_with(connection: AsyncConnection, case: Case, *, office_id: str | None) -> date:
    """The deadline of a case when this office answers it, counted from where the case began last.

    One that an officer set since then with a reason stays.
    """
    began = await last_noted(connection, case.id, NoteKind.REOPENED) or case.received_at
    was_set = await last_noted(connection, case.id, NoteKind.DEADLINE)
    if office_id == case.office_id or (was_set is not None and was_set >= began):
        return case.deadline
    return await deadline_from(connection, began, organisation_id=case.organisation_id, office_id=office_id)
