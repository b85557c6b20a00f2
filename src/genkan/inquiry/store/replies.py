"""SQL of replies: the one that is worked on, the one that the citizen reads, and their measures."""

from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.reply import Basis, Copy, Measures, Origin, Reply, ReplyState, SentReply, Way
from genkan.inquiry.store.reply_tables import drafting_table, reply_table
from genkan.inquiry.store.tables import case_table
from genkan.storage import insert_once

_MEASURES = ("edit_distance", "blocks_used", "citations_changed")


@dataclass(frozen=True)
class AnsweredCase:
    """A case with the reply that was sent."""

    id: str
    number: str
    heading: str
    reply: str


async def latest_reply(connection: AsyncConnection, case_id: str) -> Reply | None:
    """The reply of the latest round, if the case has one."""
    query = select(reply_table).where(reply_table.c.case_id == case_id).order_by(reply_table.c.round.desc())
    row = (await connection.execute(query.limit(1))).one_or_none()
    return _reply_of(row) if row else None


async def sent_reply(connection: AsyncConnection, case_id: str, *, now: datetime) -> SentReply | None:
    """The latest reply that has left by the moment: what the citizen may read."""
    query = (
        select(reply_table)
        .where(reply_table.c.case_id == case_id, reply_table.c.sent_at <= now, reply_table.c.text != "")
        .order_by(reply_table.c.round.desc())
        .limit(1)
    )
    row = (await connection.execute(query)).one_or_none()
    return SentReply(row.text, row.sent_at, Way(row.way), _basis_of(row.basis)) if row else None


async def sent_copy(
    connection: AsyncConnection, case_id: str, *, joined_id: str, now: datetime
) -> SentReply | None:
    """The latest reply that has left, where it goes also to the citizen of a case that was joined."""
    query = (
        select(reply_table)
        .where(reply_table.c.case_id == case_id, reply_table.c.sent_at <= now, reply_table.c.text != "")
        .order_by(reply_table.c.round.desc())
    )
    replies = (_reply_of(row) for row in await connection.execute(query))
    for reply in replies:
        copy = reply.copy_for(joined_id)
        if copy is not None and reply.sent_at is not None:
            return SentReply(reply.text, reply.sent_at, copy.way, reply.basis)
    return None


async def answered_cases(
    connection: AsyncConnection,
    organisation_id: str,
    topic_id: str | None,
    *,
    now: datetime,
    limit: int = 100,
) -> tuple[AnsweredCase, ...]:
    """The latest cases that were answered, of the topic where one is given."""
    chosen = [case_table.c.organisation_id == organisation_id, reply_table.c.sent_at <= now]
    if topic_id is not None:
        chosen.append(case_table.c.topic_id == topic_id)
    query = (
        select(case_table.c.id, case_table.c.number, case_table.c.heading, reply_table.c.text)
        .join(case_table, case_table.c.id == reply_table.c.case_id)
        .where(*chosen, reply_table.c.text != "")
        .order_by(reply_table.c.sent_at.desc())
        .limit(limit)
    )
    return tuple(AnsweredCase(*row) for row in await connection.execute(query))


async def next_round(connection: AsyncConnection, case_id: str) -> int:
    """The number of a new reply to the case."""
    query = select(func.max(reply_table.c.round)).where(reply_table.c.case_id == case_id)
    return ((await connection.execute(query)).scalar_one() or 0) + 1


async def add_reply(connection: AsyncConnection, reply: Reply) -> bool:
    """Write a new reply; False where another officer began one of its round first."""
    return await insert_once(connection, reply_table, _row_of(reply))


async def change_reply(connection: AsyncConnection, reply: Reply) -> None:
    """Write the reply anew; the version of its case guards it."""
    await connection.execute(reply_table.update().where(reply_table.c.id == reply.id).values(_row_of(reply)))


async def keep_four_eyes(connection: AsyncConnection, case_id: str) -> None:
    """Another person approves the reply that is worked on, wherever the case goes from here."""
    unsent = (reply_table.c.case_id == case_id, reply_table.c.state != ReplyState.APPROVED)
    await connection.execute(reply_table.update().where(*unsent).values(four_eyes=True))


async def forget_case(connection: AsyncConnection, case_id: str) -> None:
    """Blank what the replies to a case say, and delete drafts; who did what when, and the measures, stay."""
    blank = reply_table.update().where(reply_table.c.case_id == case_id)
    await connection.execute(blank.values(text="", draft_text="", basis="[]"))
    await connection.execute(drafting_table.delete().where(drafting_table.c.case_id == case_id))


def _row_of(reply: Reply) -> dict[str, object]:
    row = {name: value for name, value in vars(reply).items() if name != "measures"}
    measured = {name: getattr(reply.measures, name) if reply.measures else None for name in _MEASURES}
    basis = msgspec.json.encode(reply.basis).decode()
    return {
        **row,
        **measured,
        "basis": basis,
        "blocks": " ".join(reply.blocks),
        "writers": " ".join(reply.writers),
        "copies": msgspec.json.encode(reply.copies).decode(),
    }


def _reply_of(row: Row[tuple[object, ...]]) -> Reply:
    measured = row.blocks_used is not None
    measures = Measures(*(getattr(row, name) for name in _MEASURES)) if measured else None
    return Reply(
        id=row.id,
        case_id=row.case_id,
        round=row.round,
        state=ReplyState(row.state),
        origin=Origin(row.origin),
        text=row.text,
        draft_text=row.draft_text,
        basis=_basis_of(row.basis),
        blocks=tuple(row.blocks.split()),
        way=Way(row.way),
        prepared_by=row.prepared_by,
        prepared_at=row.prepared_at,
        writers=tuple(row.writers.split()),
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        sent_at=row.sent_at,
        mail_id=row.mail_id,
        measures=measures,
        four_eyes=row.four_eyes,
        copies=msgspec.json.decode(row.copies, type=tuple[Copy, ...]),
        posted_on=row.posted_on,
    )


def _basis_of(content: str) -> tuple[Basis, ...]:
    return msgspec.json.decode(content, type=tuple[Basis, ...])
