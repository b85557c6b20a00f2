"""SQL of questions and their versions."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

import msgspec
from sqlalchemy import ColumnElement, RowMapping, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.graders import Form
from genkan.evaluation.items.field import Field
from genkan.evaluation.items.item import Item, ItemDraft, ItemState
from genkan.evaluation.items.likeness import folded
from genkan.evaluation.items.store.tables import exposure_table, item_table, review_table, version_table
from genkan.kit import digest, storable
from genkan.storage import insert_once

_CODE = "Q"
_CONTENT = tuple(each.name for each in fields(ItemDraft))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which questions are meant; None and empty mean any."""

    organisation_id: str
    field: Field | None = None
    form: Form | None = None
    difficulty: int | None = None
    state: ItemState | None = None
    burnt: bool | None = None


@dataclass(frozen=True, slots=True)
class ItemVersion:
    """A version as it was written."""

    version: int
    author_id: str | None
    at: datetime
    content: ItemDraft


@dataclass(frozen=True, slots=True)
class Review:
    """What a second person decided about a version."""

    version: int
    person_id: str
    approved: bool
    note: str
    at: datetime


def content_of(item: ItemDraft) -> ItemDraft:
    """The question alone, without what the bank knows about it."""
    return ItemDraft(**{name: getattr(item, name) for name in _CONTENT})


def fingerprint_of(draft: ItemDraft) -> str:
    """The digest by which a question that was taken in before is known: its words and choices, folded."""
    return digest(folded("\n".join([draft.prompt, *draft.choices])))


async def add_item(connection: AsyncConnection, item: Item) -> bool:
    """Write a new question; False where the organisation has its code or its words."""
    return await insert_once(connection, item_table, _row_of(item))


async def change_item(connection: AsyncConnection, item: Item, *, seen: int, state: ItemState) -> bool:
    """Write a question over the version and state that were seen; False where they are others by now."""
    own = (item_table.c.id == item.id, item_table.c.version == seen, item_table.c.state == state.value)
    return (await connection.execute(item_table.update().where(*own).values(**_row_of(item)))).rowcount == 1


async def add_version(connection: AsyncConnection, item: Item, *, version_id: str) -> None:
    """Keep the question as it is now."""
    row = {
        "id": version_id,
        "item_id": item.id,
        "version": item.version,
        "author_id": item.author_id,
        "at": item.changed_at,
        "content": _encoded(item),
    }
    await connection.execute(version_table.insert().values(row))


async def add_review(connection: AsyncConnection, item_id: str, review: Review, *, review_id: str) -> None:
    """Keep what was decided about a version."""
    row = {
        "id": review_id,
        "item_id": item_id,
        "version": review.version,
        "person_id": review.person_id,
        "approved": int(review.approved),
        "note": review.note,
        "at": review.at,
    }
    await connection.execute(review_table.insert().values(row))


async def find_item(connection: AsyncConnection, item_id: str, *, organisation_id: str) -> Item | None:
    """The question of an id, if it is the organisation's."""
    own = (item_table.c.id == storable(item_id), item_table.c.organisation_id == organisation_id)
    row = (await connection.execute(select(item_table).where(*own))).mappings().one_or_none()
    return _item_of(row) if row else None


async def find_like(connection: AsyncConnection, draft: ItemDraft, *, organisation_id: str) -> str:
    """The code of the question with the same words, empty where there is none."""
    own = (
        item_table.c.fingerprint == fingerprint_of(draft),
        item_table.c.organisation_id == organisation_id,
    )
    return (await connection.execute(select(item_table.c.code).where(*own))).scalar_one_or_none() or ""


async def list_items(connection: AsyncConnection, wanted: Wanted) -> tuple[Item, ...]:
    """The questions that are meant, by code."""
    query = select(item_table).where(*_conditions(wanted)).order_by(item_table.c.code)
    return tuple(_item_of(row) for row in (await connection.execute(query)).mappings())


async def free_code(connection: AsyncConnection, organisation_id: str) -> str:
    """A code of the form 「Q0001」 above those that the organisation gave."""
    own = (item_table.c.organisation_id == organisation_id, item_table.c.code.startswith(_CODE))
    codes = (await connection.execute(select(item_table.c.code).where(*own))).scalars()
    numbers = [int(code[1:]) for code in codes if code[1:].isascii() and code[1:].isdecimal()]
    return f"{_CODE}{max(numbers, default=0) + 1:04}"


async def versions_of(connection: AsyncConnection, item_id: str) -> tuple[ItemVersion, ...]:
    """Every version, the newest first."""
    query = select(version_table).where(version_table.c.item_id == item_id)
    rows = await connection.execute(query.order_by(version_table.c.version.desc()))
    return tuple(
        ItemVersion(row.version, row.author_id, row.at, msgspec.json.decode(row.content, type=ItemDraft))
        for row in rows
    )


async def reviews_of(connection: AsyncConnection, item_id: str) -> tuple[Review, ...]:
    """What was decided, the newest first."""
    query = select(review_table).where(review_table.c.item_id == item_id)
    rows = await connection.execute(query.order_by(review_table.c.at.desc(), review_table.c.id.desc()))
    return tuple(Review(row.version, row.person_id, bool(row.approved), row.note, row.at) for row in rows)


async def codes_of(connection: AsyncConnection, item_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Code and organisation of each question, by id."""
    columns = (item_table.c.id, item_table.c.code, item_table.c.organisation_id)
    rows = await connection.execute(select(*columns).where(item_table.c.id.in_(item_ids)))
    return {row.id: (row.code, row.organisation_id) for row in rows}


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    chosen = {
        item_table.c.organisation_id: wanted.organisation_id,
        item_table.c.field: wanted.field,
        item_table.c.form: wanted.form,
        item_table.c.difficulty: wanted.difficulty,
        item_table.c.state: wanted.state,
    }
    conditions = [column == value for column, value in chosen.items() if value is not None]
    seen = exists().where(exposure_table.c.item_id == item_table.c.id)
    return [*conditions, *([] if wanted.burnt is None else [seen if wanted.burnt else ~seen])]


def _row_of(item: Item) -> dict[str, object]:
    return {
        "id": item.id,
        "organisation_id": item.organisation_id,
        "code": item.code,
        "version": item.version,
        "state": item.state.value,
        "field": item.field.value,
        "form": item.form.value,
        "difficulty": item.difficulty,
        "author_id": item.author_id,
        "reviewer_id": item.reviewer_id,
        "changed_at": item.changed_at,
        "fingerprint": fingerprint_of(item),
        "content": _encoded(item),
    }


def _item_of(row: RowMapping) -> Item:
    content = msgspec.json.decode(row["content"], type=ItemDraft)
    return Item(
        **{name: getattr(content, name) for name in _CONTENT},
        id=row["id"],
        organisation_id=row["organisation_id"],
        code=row["code"],
        version=row["version"],
        state=ItemState(row["state"]),
        author_id=row["author_id"],
        reviewer_id=row["reviewer_id"],
        changed_at=row["changed_at"],
    )


def _encoded(item: ItemDraft) -> str:
    return msgspec.json.encode(content_of(item)).decode()
