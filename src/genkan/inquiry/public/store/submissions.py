"""SQL of what was sent by the public form: which code opens it, and what was sent on from it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.public.store.tables import satisfaction_table, submission_table
from genkan.inquiry.store.tables import case_table
from genkan.storage import insert_once


@dataclass(frozen=True)
class Submission:
    """What belongs to a case that came by the form; ``read_at`` is when its reply was first read."""

    case_id: str
    nonce: str
    salt: str
    code_hash: str
    topic_id: str | None
    language: str
    follows_id: str | None = None
    read_at: datetime | None = None


async def add_submission(connection: AsyncConnection, submission: Submission) -> bool:
    """Write what belongs to a new case; False where the same form was sent before."""
    return await insert_once(connection, submission_table, vars(submission))


async def submission_of(connection: AsyncConnection, case_id: str) -> Submission | None:
    """What belongs to a case; None where it came another way."""
    query = select(submission_table).where(submission_table.c.case_id == case_id)
    row = (await connection.execute(query)).mappings().one_or_none()
    return _submission_of(row) if row else None


async def submission_of_number(
    connection: AsyncConnection, organisation_id: str, number: str
) -> Submission | None:
    """What belongs to the case of a number, if it came by the form and was not erased."""
    query = (
        select(submission_table)
        .join(case_table, case_table.c.id == submission_table.c.case_id)
        .where(case_table.c.organisation_id == organisation_id, case_table.c.number == number)
        .where(submission_table.c.code_hash != "")
    )
    row = (await connection.execute(query)).mappings().one_or_none()
    return _submission_of(row) if row else None


async def case_of_nonce(connection: AsyncConnection, nonce: str) -> str | None:
    """The case that came of a form, by what the form carried."""
    query = select(submission_table.c.case_id).where(submission_table.c.nonce == nonce)
    return (await connection.execute(query)).scalar_one_or_none()


async def sent_on_from(connection: AsyncConnection, case_id: str) -> tuple[str, ...]:
    """The cases that the citizen sent on from a case, oldest first."""
    query = select(submission_table.c.case_id).where(submission_table.c.follows_id == case_id)
    return tuple((await connection.execute(query.order_by(submission_table.c.case_id))).scalars())


async def change_code(
    connection: AsyncConnection, submission: Submission, *, salt: str, code_hash: str
) -> None:
    """A new code for the case and for all that have its old one."""
    same = submission_table.c.salt == submission.salt
    await connection.execute(submission_table.update().where(same).values(salt=salt, code_hash=code_hash))


async def note_reading(connection: AsyncConnection, case_id: str, *, at: datetime) -> bool:
    """The reply was read; True the first time."""
    unread = (submission_table.c.case_id == case_id, submission_table.c.read_at.is_(None))
    change = submission_table.update().where(*unread).values(read_at=at)
    return (await connection.execute(change.returning(submission_table.c.case_id))).first() is not None


async def forget_case(connection: AsyncConnection, case_id: str) -> None:
    """Leave no code that opens the case, and no word of what was said about the reply; the score stays."""
    own = submission_table.update().where(submission_table.c.case_id == case_id)
    await connection.execute(own.values(salt="", code_hash=""))
    said = satisfaction_table.update().where(satisfaction_table.c.case_id == case_id)
    await connection.execute(said.values(words=""))


def _submission_of(row: RowMapping) -> Submission:
    return Submission(**{str(name): value for name, value in row.items()})
