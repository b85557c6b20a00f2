"""SQL of questions about calls."""

from datetime import datetime

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import storable
from genkan.selection.call.call import Question
from genkan.selection.call.store.tables import question_table


async def add_question(connection: AsyncConnection, question: Question) -> None:
    """Write a question."""
    row = {name: getattr(question, name) for name in question_table.c.keys()}  # noqa: SIM118 (columns)
    await connection.execute(question_table.insert().values(row))


async def questions_of(connection: AsyncConnection, call_id: str) -> tuple[Question, ...]:
    """The questions about a call, the oldest first."""
    query = select(question_table).where(question_table.c.call_id == call_id)
    rows = await connection.execute(query.order_by(question_table.c.id))
    return tuple(_question(row) for row in rows)


async def answer_question(
    connection: AsyncConnection, question_id: str, *, call_id: str, answer: str
) -> bool:
    """Keep the answer to a question; False where there is none, or its answer is published."""
    own = question_table.update().where(
        question_table.c.id == storable(question_id),
        question_table.c.call_id == call_id,
        question_table.c.published_at.is_(None),
    )
    return (await connection.execute(own.values(answer=answer))).rowcount == 1


async def publish_answers(connection: AsyncConnection, call_id: str, *, at: datetime) -> int:
    """Publish every answer that waits, at one moment; how many there were."""
    waiting = question_table.update().where(
        question_table.c.call_id == call_id,
        question_table.c.published_at.is_(None),
        question_table.c.answer != "",
    )
    return (await connection.execute(waiting.values(published_at=at))).rowcount


def _question(row: Row[tuple[object, ...]]) -> Question:
    return Question(
        id=row.id,
        call_id=row.call_id,
        vendor_id=row.vendor_id,
        text=row.text,
        asked_at=row.asked_at,
        answer=row.answer,
        published_at=row.published_at,
    )
