"""The measure of an answer's citations: counts alone, by the id of the answer, in whichever room it was given."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.knowledge.citation import CitationSummary
from genkan.knowledge.store.tables import citation_measure_table as table


async def add_measure(connection: AsyncConnection, answer_id: str, measure: CitationSummary) -> bool:
    """Write the counts that are kept of an answer; False, and nothing written, where there are some."""
    values = {
        "answer_id": answer_id,
        **{name: value for name, value in vars(measure).items() if name in table.c},
    }
    try:
        async with connection.begin_nested():
            await connection.execute(insert(table).values(values))
    except IntegrityError:
        return False
    return True


async def measures_of(connection: AsyncConnection, answer_ids: Sequence[str]) -> dict[str, CitationSummary]:
    """The measures of those of the answers that were measured."""
    rows = (await connection.execute(select(table).where(table.c.answer_id.in_(answer_ids)))).mappings()
    return {
        row["answer_id"]: CitationSummary(**{name: row[name] for name in row if name != "answer_id"})
        for row in rows
    }


async def remove_measures(connection: AsyncConnection, answer_ids: Sequence[str]) -> None:
    """Forget the measures of answers that are deleted."""
    await connection.execute(delete(table).where(table.c.answer_id.in_(answer_ids)))
