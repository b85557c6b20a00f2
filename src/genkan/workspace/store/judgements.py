"""What is known of an answer afterwards: the opinion of the person, and the measure of its citations."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.knowledge import CitationSummary
from genkan.workspace.feedback import Feedback, Opinion, Reason
from genkan.workspace.store.tables import citation_measure_table, feedback_table


async def put_feedback(connection: AsyncConnection, feedback: Feedback) -> None:
    """Write the opinion of a person about an answer in the place of an earlier one."""
    await connection.execute(
        delete(feedback_table).where(
            feedback_table.c.answer_id == feedback.answer_id, feedback_table.c.person_id == feedback.person_id
        )
    )
    await connection.execute(
        insert(feedback_table).values(
            answer_id=feedback.answer_id,
            person_id=feedback.person_id,
            helpful=feedback.opinion.helpful,
            reasons=[str(reason) for reason in feedback.opinion.reasons],
            comment=feedback.opinion.comment,
            at=feedback.at,
        )
    )


async def feedback_of(
    connection: AsyncConnection, answer_ids: Sequence[str], *, person_id: str
) -> dict[str, Feedback]:
    """What the person said about those of the answers, by answer."""
    statement = select(feedback_table).where(
        feedback_table.c.answer_id.in_(answer_ids), feedback_table.c.person_id == person_id
    )
    rows = (await connection.execute(statement)).mappings()
    return {row["answer_id"]: _feedback(cast("Mapping[str, Any]", row)) for row in rows}


async def add_measure(connection: AsyncConnection, answer_id: str, measure: CitationSummary) -> bool:
    """Write the measure of an answer; False, and nothing written, where there is one."""
    values = {"answer_id": answer_id, **vars(measure)}
    try:
        async with connection.begin_nested():
            await connection.execute(insert(citation_measure_table).values(values))
    except IntegrityError:
        return False
    return True


async def find_measure(connection: AsyncConnection, answer_id: str) -> CitationSummary | None:
    """The measure of an answer, where it was taken."""
    statement = select(citation_measure_table).where(citation_measure_table.c.answer_id == answer_id)
    row = (await connection.execute(statement)).mappings().one_or_none()
    if row is None:
        return None
    return CitationSummary(**{name: value for name, value in row.items() if name != "answer_id"})


def _feedback(row: Mapping[str, Any]) -> Feedback:
    opinion = Opinion(
        helpful=row["helpful"],
        reasons=tuple(Reason(reason) for reason in row["reasons"]),
        comment=row["comment"],
    )
    return Feedback(answer_id=row["answer_id"], person_id=row["person_id"], opinion=opinion, at=row["at"])
