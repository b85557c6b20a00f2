"""SQL of drafts that are being written."""

import msgspec
from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.drafting import Drafting, DraftingState, Failure, Wish
from genkan.inquiry.store.reply_tables import drafting_table
from genkan.kit import storable

_OPEN = (DraftingState.WAITING, DraftingState.RUNNING)


async def add_drafting(connection: AsyncConnection, drafting: Drafting) -> None:
    """Write a new one."""
    await connection.execute(drafting_table.insert().values(_row_of(drafting)))


async def find_drafting(
    connection: AsyncConnection, drafting_id: str, *, case_id: str | None = None
) -> Drafting | None:
    """The one of an id, of the case where one is given."""
    chosen = [drafting_table.c.id == storable(drafting_id)]
    if case_id is not None:
        chosen.append(drafting_table.c.case_id == case_id)
    row = (await connection.execute(select(drafting_table).where(*chosen))).one_or_none()
    return _drafting_of(row) if row else None


async def latest_drafting(connection: AsyncConnection, case_id: str) -> Drafting | None:
    """The newest one of a case, if it has any."""
    query = select(drafting_table).where(drafting_table.c.case_id == case_id)
    row = (await connection.execute(query.order_by(drafting_table.c.id.desc()).limit(1))).one_or_none()
    return _drafting_of(row) if row else None


async def change_open(connection: AsyncConnection, drafting: Drafting) -> bool:
    """Write how far it is, or its end; False where it has ended meanwhile."""
    change = drafting_table.update().where(
        drafting_table.c.id == drafting.id, drafting_table.c.state.in_(_OPEN)
    )
    changed = await connection.execute(change.values(_row_of(drafting)).returning(drafting_table.c.id))
    return changed.first() is not None


async def use_drafting(connection: AsyncConnection, drafting_id: str) -> bool:
    """Say of a finished one that it stands in the reply; False where it was used before."""
    change = drafting_table.update().where(
        drafting_table.c.id == drafting_id, drafting_table.c.state == DraftingState.DONE
    )
    used = await connection.execute(
        change.values(state=DraftingState.USED, text="", answers="[]").returning(drafting_table.c.id)
    )
    return used.first() is not None


def _row_of(drafting: Drafting) -> dict[str, object]:
    return {
        "id": drafting.id,
        "case_id": drafting.case_id,
        "person_id": drafting.person_id,
        "state": drafting.state,
        "wish": msgspec.json.encode(drafting.wish).decode(),
        "answers": msgspec.json.encode(drafting.answers).decode(),
        "text": drafting.text,
        "problem": msgspec.json.encode(drafting.failure).decode(),
        "begun_at": drafting.begun_at,
    }


def _drafting_of(row: Row[tuple[object, ...]]) -> Drafting:
    return Drafting(
        id=row.id,
        case_id=row.case_id,
        person_id=row.person_id,
        state=DraftingState(row.state),
        wish=msgspec.json.decode(row.wish, type=Wish),
        answers=msgspec.json.decode(row.answers, type=tuple[str, ...]),
        text=row.text,
        failure=msgspec.json.decode(row.problem, type=Failure | None),
        begun_at=row.begun_at,
    )
