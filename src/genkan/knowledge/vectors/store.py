"""The operator's choice of a model for vectors, and why collections could not be given to it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    delete,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.knowledge.collection.collection import DocumentState
from genkan.knowledge.store.tables import collection_table, document_table
from genkan.knowledge.vectors.plan import VectorPlan
from genkan.storage import Moment, insert_into, metadata

plan_table = Table(
    "vector_plan",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("model", String(120), nullable=False),
    Column("dimensions", Integer, nullable=True),
    Column("question_class", Integer, nullable=False),
    Column("characters", Integer, nullable=False),
    Column("question_prefix", String(200), nullable=False),
    Column("text_prefix", String(200), nullable=False),
    Column("chosen_at", Moment, nullable=False),
    Column("builder", String(36), nullable=True),
    Column("builder_until", Moment, nullable=True),
)

refusal_table = Table(
    "vector_refusal",
    metadata,
    Column("collection_id", String(36), ForeignKey("collection.id"), primary_key=True),
    Column("sentence", Text, nullable=False),
    Column("next_step", Text, nullable=False),
    Column("details", JSON, nullable=False),
    Column("at", Moment, nullable=False),
)

_ONLY = 1


@dataclass(frozen=True)
class VectorRefusal:
    """Why the articles of a collection have no vectors; sentence and next step are message ids with ``details``."""

    collection_id: str
    sentence: str
    next_step: str
    details: Mapping[str, str]
    at: datetime


class CollectionFacts(NamedTuple):
    """Whose the articles of a collection are, and of which information class."""

    organisation_id: str
    information_class: int


async def read_plan(connection: AsyncConnection) -> VectorPlan | None:
    """The choice; ``None`` where no vectors are wanted."""
    row = (await connection.execute(select(plan_table))).mappings().one_or_none()
    if row is None:
        return None
    return VectorPlan(**{field.name: row[field.name] for field in fields(VectorPlan)})


async def write_plan(connection: AsyncConnection, plan: VectorPlan | None, *, now: datetime) -> None:
    """Keep a choice in the place of the one before, and forget what was refused under that.

    Of two that are made at once, the one that is committed last counts.
    """
    await connection.execute(delete(refusal_table))
    if plan is None:
        await connection.execute(delete(plan_table))
        return
    values = {**asdict(plan), "chosen_at": now, "builder": None, "builder_until": None}
    statement = insert_into(connection, plan_table).values(id=_ONLY, **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


async def take_turn(
    connection: AsyncConnection, builder: str, *, instead_of: str, now: datetime, until: datetime
) -> bool:
    """Let one builder of all machines make the vectors until then; False where another one does.

    ``instead_of`` is one that is known to have ended.
    """
    free = or_(
        plan_table.c.builder.is_(None), plan_table.c.builder == instead_of, plan_table.c.builder_until < now
    )
    turn = update(plan_table).where(free).values(builder=builder, builder_until=until)
    return (await connection.execute(turn)).rowcount == 1


async def prolong_turn(
    connection: AsyncConnection, builder: str, *, plan: VectorPlan, until: datetime
) -> bool:
    """Keep the turn; False where another choice or another builder has taken its place."""
    if await read_plan(connection) != plan:
        return False
    turn = update(plan_table).where(plan_table.c.builder == builder).values(builder_until=until)
    return (await connection.execute(turn)).rowcount == 1


async def end_turn(connection: AsyncConnection, builder: str) -> None:
    """Let others build."""
    mine = update(plan_table).where(plan_table.c.builder == builder)
    await connection.execute(mine.values(builder=None, builder_until=None))


async def collection_facts(connection: AsyncConnection, collection_id: str) -> CollectionFacts | None:
    """The facts of a collection; ``None`` where there is none of this id."""
    columns = (collection_table.c[name] for name in CollectionFacts._fields)
    query = select(*columns).where(collection_table.c.id == collection_id)
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else CollectionFacts(*row)


async def shelved_revisions(connection: AsyncConnection, document_ids: Sequence[str]) -> dict[str, int]:
    """Of those of the documents that are on a shelf at this moment, the revision, by id."""
    columns = document_table.c
    shelved = (columns.id.in_(document_ids), columns.state == DocumentState.ACTIVE.value)
    rows = await connection.execute(select(columns.id, columns.revision).where(*shelved))
    return {row.id: row.revision for row in rows}


async def refusals(connection: AsyncConnection) -> dict[str, VectorRefusal]:
    """The refusals that stand, by collection."""
    rows = (await connection.execute(select(refusal_table))).mappings()
    return {row["collection_id"]: VectorRefusal(**dict(row)) for row in rows}


async def note_refusal(connection: AsyncConnection, refusal: VectorRefusal) -> None:
    """Keep the newest refusal of a collection."""
    values = asdict(refusal)
    statement = insert_into(connection, refusal_table).values(values)
    await connection.execute(statement.on_conflict_do_update(index_elements=["collection_id"], set_=values))


async def clear_refusal(connection: AsyncConnection, collection_id: str) -> None:
    """Forget that a collection was refused."""
    await connection.execute(delete(refusal_table).where(refusal_table.c.collection_id == collection_id))
