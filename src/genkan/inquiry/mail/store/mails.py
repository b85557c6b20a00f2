"""SQL of mail that was taken in, or left with its reason; only digests of message ids are kept."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.mail.letter import WhyLeft
from genkan.inquiry.mail.store.tables import taken_mail_table
from genkan.inquiry.mail.taken import MailOutcome, TakenMail
from genkan.storage import insert_into, insert_once

_EARLIER = TakenMail(MailOutcome.LEFT, reason=WhyLeft.EARLIER)


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


async def note_earlier(
    connection: AsyncConnection, organisation_id: str, messages: Sequence[str], *, now: datetime
) -> None:
    """Remember letters that were there before anybody looked; what is known of one stays."""
    row = {"organisation_id": organisation_id, "at": now, **_row_of(_EARLIER)}
    rows = [{**row, "message": message} for message in dict.fromkeys(messages)]
    if rows:
        insert = insert_into(connection, taken_mail_table).on_conflict_do_nothing()
        await connection.execute(insert, rows)


async def find_mail(
    connection: AsyncConnection, organisation_id: str, message: str, *, hold: bool = False
) -> TakenMail | None:
    """What became of a letter; ``hold`` keeps others from changing it until the end of the transaction."""
    own = (taken_mail_table.c.organisation_id == organisation_id, taken_mail_table.c.message == message)
    query = select(taken_mail_table).where(*own)
    row = (await connection.execute(query.with_for_update() if hold else query)).one_or_none()
    return TakenMail(MailOutcome(row.outcome), row.case_id, row.reason, row.content) if row else None


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
        taken_mail_table.c.reason.not_in(("", WhyLeft.EARLIER)),
    )
    query = select(taken_mail_table.c.at, taken_mail_table.c.reason).where(*own)
    rows = await connection.execute(query.order_by(taken_mail_table.c.at.desc()).limit(limit))
    return tuple((row.at, TakenMail(MailOutcome.LEFT, reason=row.reason).why) for row in rows)


def _row_of(mail: TakenMail) -> dict[str, object]:
    return {
        "outcome": mail.outcome,
        "case_id": mail.case_id,
        "reason": mail.reason,
        "content": mail.content,
    }
