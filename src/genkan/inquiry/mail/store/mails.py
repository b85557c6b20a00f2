"""SQL of mail that was taken in, or left with its reason; only digests of message ids are kept."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.mail.store.tables import taken_mail_table
from genkan.inquiry.mail.taken import MailOutcome, TakenMail
from genkan.storage import insert_once


async def note_mail(
    connection: AsyncConnection, organisation_id: str, message: str, mail: TakenMail, *, now: datetime
) -> bool:
    """Remember a letter; False where it is known already."""
    row = {"organisation_id": organisation_id, "message": message, "at": now, **_row_of(mail)}
    return await insert_once(connection, taken_mail_table, row)


async def tell_case(connection: AsyncConnection, organisation_id: str, message: str, mail: TakenMail) -> None:
    """Write what became of a letter after all."""
    own = (taken_mail_table.c.organisation_id == organisation_id, taken_mail_table.c.message == message)
    await connection.execute(taken_mail_table.update().where(*own).values(**_row_of(mail)))


async def find_mail(connection: AsyncConnection, organisation_id: str, message: str) -> TakenMail | None:
    """What became of a letter."""
    own = (taken_mail_table.c.organisation_id == organisation_id, taken_mail_table.c.message == message)
    row = (await connection.execute(select(taken_mail_table).where(*own))).one_or_none()
    return TakenMail(MailOutcome(row.outcome), row.case_id, row.reason) if row else None


async def cases_of(
    connection: AsyncConnection, organisation_id: str, messages: Sequence[str]
) -> dict[str, str]:
    """The cases that letters became, by message."""
    own = (
        taken_mail_table.c.organisation_id == organisation_id,
        taken_mail_table.c.message.in_(messages),
        taken_mail_table.c.case_id.is_not(None),
    )
    rows = await connection.execute(
        select(taken_mail_table.c.message, taken_mail_table.c.case_id).where(*own)
    )
    return {row.message: row.case_id for row in rows}


async def latest_left(
    connection: AsyncConnection, organisation_id: str, *, limit: int = 50
) -> tuple[tuple[datetime, str], ...]:
    """When the latest letters were left, and why, as a Japanese message id."""
    own = (
        taken_mail_table.c.organisation_id == organisation_id,
        taken_mail_table.c.outcome == MailOutcome.LEFT,
    )
    query = select(taken_mail_table.c.at, taken_mail_table.c.reason).where(*own)
    rows = await connection.execute(query.order_by(taken_mail_table.c.at.desc()).limit(limit))
    return tuple((row.at, TakenMail(MailOutcome.LEFT, reason=row.reason).why) for row in rows)


def _row_of(mail: TakenMail) -> dict[str, object]:
    return {"outcome": mail.outcome, "case_id": mail.case_id, "reason": mail.reason}
