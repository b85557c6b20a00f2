"""Measuring the citations of the answers of a comparison, alike for both sides."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import Answer
from genkan.knowledge import Library, Prover, add_measure, prover_for, reader_with_id


async def prover_of(
    connection: AsyncConnection, library: Library, answers: Sequence[Answer], *, person_id: str
) -> Prover:
    """A prover for the answers, with what the person who compares may read."""
    reader = await reader_with_id(connection, person_id)
    readable = await library.readable_collections(connection, reader)
    texts = [(answer.text, answer.asked_at) for answer in answers if answer.text]
    return await prover_for(library, connection, texts, collections=readable)


async def measure(connection: AsyncConnection, library: Library, answer: Answer, *, person_id: str) -> None:
    """Keep the counts of one answer; nothing happens where they are kept already."""
    prover = await prover_of(connection, library, [answer], person_id=person_id)
    examination = prover.examine(answer.text, answer.sources, at=answer.asked_at)
    await add_measure(connection, answer.id, examination.summary)
