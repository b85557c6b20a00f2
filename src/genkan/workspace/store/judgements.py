"""What is known of an answer afterwards: the opinion of the person."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.workspace.feedback import Feedback, Opinion, Reason
from genkan.workspace.store.tables import feedback_table


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


def _feedback(row: Mapping[str, Any]) -> Feedback:
    opinion = Opinion(
        helpful=row["helpful"],
        reasons=tuple(Reason(reason) for reason in row["reasons"]),
        comment=row["comment"],
    )
    return Feedback(answer_id=row["answer_id"], person_id=row["person_id"], opinion=opinion, at=row["at"])
