"""The table of what organisations decided about their use of models."""

import logging
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import JSON, Column, ForeignKey, String, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.policy import Rules
from genkan.storage import Moment, metadata

logger = logging.getLogger(__name__)

NO_MODEL_AT_ALL = Rules(allowed_models=frozenset())

organisation_rule = Table(
    "organisation_rule",
    metadata,
    Column("organisation_id", String(36), ForeignKey("organisation.id"), primary_key=True),
    Column("rules", JSON, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("updated_by", String(36), nullable=False),
)


@dataclass(frozen=True)
class RulesChange:
    """When rules were changed, and by whom (a person's id)."""

    at: datetime
    actor: str


async def load_rules(connection: AsyncConnection, organisation_id: str) -> Rules:
    """The rules of the organisation; those of a new one where it decided nothing.

    Rules that cannot be read, such as ones with a key that is not known, count as rules that allow no model.
    """
    query = select(organisation_rule.c.rules).where(organisation_rule.c.organisation_id == organisation_id)
    stored = (await connection.execute(query)).scalar_one_or_none()
    if stored is None:
        return Rules()
    try:
        return msgspec.convert(stored, Rules)
    except msgspec.ValidationError:
        logger.exception("The rules of organisation %s cannot be read; save them anew", organisation_id)
        return NO_MODEL_AT_ALL


async def save_rules(
    connection: AsyncConnection, organisation_id: str, rules: Rules, *, actor: str, now: datetime
) -> None:
    """Write the rules in the place of those before. ``set_rules`` is the whole deed."""
    values = {"rules": msgspec.to_builtins(rules), "updated_at": now, "updated_by": actor}
    where = organisation_rule.c.organisation_id == organisation_id
    if (await connection.execute(organisation_rule.update().where(where).values(values))).rowcount == 0:
        await connection.execute(organisation_rule.insert().values(organisation_id=organisation_id, **values))


async def last_change(connection: AsyncConnection, organisation_id: str) -> RulesChange | None:
    """Who changed the rules when; ``None`` where nobody did."""
    where = organisation_rule.c.organisation_id == organisation_id
    query = select(organisation_rule.c.updated_at, organisation_rule.c.updated_by).where(where)
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else RulesChange(row.updated_at, row.updated_by)
