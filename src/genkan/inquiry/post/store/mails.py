"""SQL of letters by e-mail: each change names the state that it leaves, so that nobody sends or decides twice."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.post.mail import Fault, Mail, MailState
from genkan.inquiry.post.store.tables import mail_table
from genkan.kit import storable

_UNSENT = (MailState.QUEUED, MailState.SENDING)
WANTS_ATTENTION = (MailState.FAILED, MailState.UNKNOWN, MailState.BOUNCED)
_TAKEN = (MailState.SENT, MailState.UNKNOWN)


async def add_mail(connection: AsyncConnection, mail: Mail) -> None:
    """Write a new letter."""
    await connection.execute(mail_table.insert().values(**vars(mail)))


async def find_mail(connection: AsyncConnection, mail_id: str) -> Mail | None:
    """The letter of an id."""
    row = (
        (await connection.execute(select(mail_table).where(mail_table.c.id == mail_id)))
        .mappings()
        .one_or_none()
    )
    return _mail_of(row) if row else None


async def mail_of_case(connection: AsyncConnection, case_id: str) -> tuple[Mail, ...]:
    """The letters of a case, oldest first; a confidential text is left out."""
    query = select(mail_table).where(mail_table.c.case_id == case_id).order_by(mail_table.c.id)
    return tuple(_mail_of(row, for_officers=True) for row in (await connection.execute(query)).mappings())


async def case_of_message(
    connection: AsyncConnection, message_id: str, *, organisation_id: str
) -> str | None:
    """The case to which a letter of the organisation belongs, by what stands in its Message-ID before the 「@」."""
    own = (
        mail_table.c.id == _id_in(message_id),
        mail_table.c.organisation_id == organisation_id,
    )
    return (await connection.execute(select(mail_table.c.case_id).where(*own))).scalar_one_or_none()


async def claim(connection: AsyncConnection, mail_id: str, *, now: datetime) -> Mail | None:
    """Take a letter to send it; None where it is not due, or was taken, withdrawn or sent."""
    due = (mail_table.c.state == MailState.QUEUED, mail_table.c.not_before <= now)
    change = mail_table.update().where(mail_table.c.id == mail_id, *due)
    taken = change.values(state=MailState.SENDING, attempt=mail_table.c.attempt + 1)
    row = (await connection.execute(taken.returning(mail_table))).mappings().one_or_none()
    return _mail_of(row) if row else None


async def put_back(
    connection: AsyncConnection, mail_id: str, *, not_before: datetime, fault: Fault, answer_code: int | None
) -> None:
    """The server did not take it: it waits for another try."""
    own = (mail_table.c.id == mail_id, mail_table.c.state.in_(_UNSENT))
    await connection.execute(
        mail_table.update()
        .where(*own)
        .values(state=MailState.QUEUED, not_before=not_before, fault=fault, answer_code=answer_code)
    )


async def settle(
    connection: AsyncConnection,
    mail_id: str,
    state: MailState,
    *,
    now: datetime,
    fault: Fault = Fault.NONE,
    answer_code: int | None = None,
    before: MailState = MailState.SENDING,
) -> Mail | None:
    """Say how a letter in the state ``before`` ended; None where it is in another. A confidential text goes."""
    own = (mail_table.c.id == mail_id, mail_table.c.state == before)
    ended = (
        mail_table.update()
        .where(*own)
        .values(state=state, ended_at=now, fault=fault, answer_code=answer_code, text=_kept_text())
    )
    row = (await connection.execute(ended.returning(mail_table))).mappings().one_or_none()
    return _mail_of(row) if row else None


async def withdraw(connection: AsyncConnection, mail_id: str, *, now: datetime) -> bool:
    """Take an unsent letter out; False where it is not waiting."""
    settled = await settle(connection, mail_id, MailState.WITHDRAWN, now=now, before=MailState.QUEUED)
    return settled is not None


async def queue_again(
    connection: AsyncConnection, mail_id: str, *, before: MailState, now: datetime
) -> Mail | None:
    """Let a letter go again that ended without being known as sent; None where it is in another state."""
    own = (mail_table.c.id == mail_id, mail_table.c.state == before, mail_table.c.confidential.is_(False))
    change = (
        mail_table.update()
        .where(*own)
        .values(state=MailState.QUEUED, not_before=now, ended_at=None, attempt=0, created_at=now)
    )
    row = (await connection.execute(change.returning(mail_table))).mappings().one_or_none()
    return _mail_of(row) if row else None


async def note_bounce(
    connection: AsyncConnection, message_id: str, *, organisation_id: str, now: datetime
) -> Mail | None:
    """A letter of the organisation came back, named by its Message-ID; None where there is none that was sent."""
    own = (
        mail_table.c.id == _id_in(message_id),
        mail_table.c.organisation_id == organisation_id,
        mail_table.c.state.in_(_TAKEN),
    )
    change = mail_table.update().where(*own)
    bounced = change.values(state=MailState.BOUNCED, ended_at=now, fault=Fault.RETURNED)
    row = (await connection.execute(bounced.returning(mail_table))).mappings().one_or_none()
    return _mail_of(row) if row else None


def cases_wanting(organisation_id: str) -> Select[tuple[str | None]]:
    """The cases of an organisation of which a letter did not arrive, or nobody knows."""
    return select(mail_table.c.case_id).where(
        mail_table.c.state.in_(WANTS_ATTENTION), mail_table.c.organisation_id == organisation_id
    )


async def count_by_state(connection: AsyncConnection) -> dict[MailState, int]:
    """How many letters wait or want a person, for those who keep the installation."""
    state = mail_table.c.state
    query = select(state, func.count()).where(state.in_((*_UNSENT, *WANTS_ATTENTION))).group_by(state)
    return {MailState(row[0]): row[1] for row in await connection.execute(query)}


async def forget_case(connection: AsyncConnection, case_id: str) -> None:
    """Leave nothing of whom the letters of a case went to and what they said; unsent ones do not go, none wants a person."""
    own = mail_table.c.case_id == case_id
    left = (MailState.QUEUED, *WANTS_ATTENTION)
    waiting = mail_table.update().where(own, mail_table.c.state.in_(left))
    await connection.execute(waiting.values(state=MailState.WITHDRAWN))
    await connection.execute(mail_table.update().where(own).values(to="", subject="", text=""))


def _id_in(message_id: str) -> str:
    """What stands in a Message-ID before the 「@」."""
    return storable(message_id).strip().strip("<>").partition("@")[0]


def _kept_text() -> ColumnElement[str]:
    return case((mail_table.c.confidential.is_(True), ""), else_=mail_table.c.text)


def _mail_of(row: RowMapping, *, for_officers: bool = False) -> Mail:
    values: dict[str, Any] = {**row, "state": MailState(row["state"]), "fault": Fault(row["fault"])}
    mail = Mail(**values)
    return replace(mail, text="") if for_officers and mail.confidential else mail
