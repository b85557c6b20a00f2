"""SQL of the files of cases, whole in the database: on every replica at once, and gone in the transaction that erases them."""

from collections.abc import Sequence

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.incoming.attachment import Attachment, Standing
from genkan.inquiry.incoming.store.tables import attachment_table
from genkan.kit import storable

_WITHOUT_CONTENT = [column for column in attachment_table.c if column.name != "content"]


async def add_attachments(connection: AsyncConnection, files: Sequence[tuple[Attachment, bytes]]) -> None:
    """Keep files."""
    if files:
        rows = [{**vars(file), "content": content} for file, content in files]
        await connection.execute(attachment_table.insert(), rows)


async def attachments_of(connection: AsyncConnection, case_id: str) -> tuple[Attachment, ...]:
    """The files of a case, in their order."""
    query = select(*_WITHOUT_CONTENT).where(attachment_table.c.case_id == case_id)
    rows = await connection.execute(query.order_by(attachment_table.c.position))
    return tuple(_attachment_of(row) for row in rows)


async def content_of(connection: AsyncConnection, attachment_id: str, *, case_id: str) -> bytes | None:
    """The content of a file of the case; None where there is none."""
    own = (attachment_table.c.id == storable(attachment_id), attachment_table.c.case_id == case_id)
    query = select(attachment_table.c.content).where(*own, attachment_table.c.standing != Standing.REFUSED)
    return (await connection.execute(query)).scalar_one_or_none()


async def tell_text(
    connection: AsyncConnection, attachment_id: str, standing: Standing, *, text: str = "", remark: str = ""
) -> None:
    """Write what was read in a file."""
    change = attachment_table.update().where(attachment_table.c.id == attachment_id)
    await connection.execute(change.values(standing=standing, text=text, remark=remark))


async def forget_case(connection: AsyncConnection, case_id: str) -> None:
    """Erase the files of a case."""
    await connection.execute(attachment_table.delete().where(attachment_table.c.case_id == case_id))


def _attachment_of(row: Row[tuple[object, ...]]) -> Attachment:
    return Attachment(
        id=row.id,
        case_id=row.case_id,
        position=row.position,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        standing=Standing(row.standing),
        text=row.text,
        remark=row.remark,
    )
