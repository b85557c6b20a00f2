"""Prompt templates; a person sees those of their own, of their teams, and of their organisation."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    RowMapping,
    String,
    Table,
    Text,
    and_,
    func,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.prompts.prompt_template import PromptTemplate, Reach
from genkan.governance import Person
from genkan.kit import storable
from genkan.storage import Moment, metadata

table = Table(
    "prompt_template",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("person_id", String(36), ForeignKey("person.id"), nullable=False),
    Column("reach", String(12), nullable=False),
    Column("team_id", String(36), nullable=False),
    Column("title", String(100), nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("ix_prompt_template_organisation_id", "organisation_id"),
    Index("ix_prompt_template_person_id", "person_id"),
)


async def add_template(connection: AsyncConnection, template: PromptTemplate) -> None:
    """Write a new template."""
    await connection.execute(table.insert().values(_row(template)))


async def change_template(connection: AsyncConnection, template: PromptTemplate) -> None:
    """Write what may change of a template; one that was deleted meanwhile stays so."""
    await connection.execute(table.update().where(table.c.id == template.id).values(_row(template)))


async def visible_templates(
    connection: AsyncConnection, person: Person, *, teams: Sequence[str] = ()
) -> tuple[PromptTemplate, ...]:
    """All that the person may use: the own first, then by title."""
    query = select(table).where(_seen_by(person, teams)).order_by(table.c.title, table.c.id)
    found = [_template(row) for row in (await connection.execute(query)).mappings()]
    return tuple(sorted(found, key=lambda each: each.reach is not Reach.PERSONAL))


async def find_template(
    connection: AsyncConnection, template_id: str, person: Person, *, teams: Sequence[str] = ()
) -> PromptTemplate | None:
    """A template that the person may use."""
    query = select(table).where(table.c.id == storable(template_id), _seen_by(person, teams))
    row = (await connection.execute(query)).mappings().one_or_none()
    return _template(row) if row else None


async def lock_template(connection: AsyncConnection, template_id: str) -> None:
    """Let no other transaction change the template until this one has ended."""
    await connection.execute(select(table.c.id).where(table.c.id == storable(template_id)).with_for_update())


async def count_templates(connection: AsyncConnection, person_id: str) -> int:
    """How many templates a person made."""
    query = select(func.count()).where(table.c.person_id == person_id)
    return (await connection.execute(query)).scalar_one()


async def delete_template(connection: AsyncConnection, template_id: str) -> None:
    """Delete a template."""
    await connection.execute(table.delete().where(table.c.id == template_id))


def _seen_by(person: Person, teams: Sequence[str]) -> ColumnElement[bool]:
    own = table.c.person_id == person.id
    of_team = and_(table.c.reach == Reach.TEAM, table.c.team_id.in_(teams))
    of_all = table.c.reach == Reach.ORGANISATION
    return and_(table.c.organisation_id == person.organisation_id, or_(own, of_team, of_all))


def _row(template: PromptTemplate) -> dict[str, object]:
    return {name: getattr(template, name) for name in table.c.keys()}  # noqa: SIM118 (columns, not a mapping)


def _template(row: RowMapping) -> PromptTemplate:
    columns: dict[str, Any] = {**row, "reach": Reach(row["reach"])}
    return PromptTemplate(**columns)
