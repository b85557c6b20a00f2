"""SQL of the files of applications and of their pages."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import storable
from genkan.selection.application.store.tables import document_table, page_table
from genkan.selection.documents.document import Document

_WITHOUT_CONTENT = [column for column in document_table.c if column.name != "content"]


async def add_document(
    connection: AsyncConnection, document: Document, *, content: bytes, texts: Sequence[str]
) -> None:
    """Keep a file and the text of each of its pages."""
    row = {column.name: getattr(document, column.name) for column in _WITHOUT_CONTENT}
    await connection.execute(document_table.insert().values({**row, "content": content}))
    pages = [
        {"document_id": document.id, "number": number, "text": text}
        for number, text in enumerate(texts, start=1)
    ]
    if pages:
        await connection.execute(page_table.insert(), pages)


async def documents_of(
    connection: AsyncConnection, application_id: str, *, removed: bool = False
) -> tuple[Document, ...]:
    """The files of an application in the order in which they came, those that were ``removed`` too if asked for."""
    query = select(*_WITHOUT_CONTENT).where(document_table.c.application_id == application_id)
    if not removed:
        query = query.where(document_table.c.removed_at.is_(None))
    rows = await connection.execute(query.order_by(document_table.c.id))
    return tuple(_document(row) for row in rows)


async def remove_document(
    connection: AsyncConnection, document_id: str, *, application_id: str, at: datetime
) -> bool:
    """Take a file out of the application, not out of what was handed in; False where there is none."""
    own = document_table.update().where(
        document_table.c.id == storable(document_id),
        document_table.c.application_id == application_id,
        document_table.c.removed_at.is_(None),
    )
    return (await connection.execute(own.values(removed_at=at))).rowcount == 1


async def empty_document(connection: AsyncConnection, document_id: str) -> None:
    """Erase the content and the pages of a file; that it was there stays on record."""
    own = document_table.update().where(document_table.c.id == storable(document_id))
    await connection.execute(own.values(content=b""))
    await connection.execute(page_table.delete().where(page_table.c.document_id == storable(document_id)))


async def content_of(connection: AsyncConnection, document_id: str) -> bytes:
    """The content of a file that is known to be there."""
    query = select(document_table.c.content).where(document_table.c.id == document_id)
    return (await connection.execute(query)).scalar_one()


async def page_text(connection: AsyncConnection, document_id: str, number: int) -> str | None:
    """The text of a page; None where there is no such page."""
    query = select(page_table.c.text).where(
        page_table.c.document_id == document_id, page_table.c.number == number
    )
    return (await connection.execute(query)).scalar_one_or_none()


async def pages_of(connection: AsyncConnection, document_id: str) -> tuple[tuple[int, str], ...]:
    """Number and text of each page of a file."""
    query = select(page_table.c.number, page_table.c.text).where(page_table.c.document_id == document_id)
    rows = await connection.execute(query.order_by(page_table.c.number))
    return tuple((row.number, row.text) for row in rows)


def _document(row: Row[tuple[object, ...]]) -> Document:
    return Document(
        id=row.id,
        application_id=row.application_id,
        asked=row.asked,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        digest=row.digest,
        pages=row.pages,
        added_at=row.added_at,
        removed_at=row.removed_at,
    )
