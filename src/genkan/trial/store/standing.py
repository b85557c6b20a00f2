"""What stands of comparisons when they are voted on: whose they are, their two answers, their votes and reveals."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.trial.evidence import Mode
from genkan.trial.store.comparisons import stands_with
from genkan.trial.store.tables import allotted_table, comparison_table, reveal_table, side_table, vote_table
from genkan.trial.store.votes import Vote, vote_of


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A comparison before a vote; ``answer_ids`` are two, A first, unless its words were deleted."""

    person_id: str
    organisation_id: str
    answer_ids: tuple[str, ...]
    vote: Vote | None
    revealed: bool


async def standing_of(connection: AsyncConnection, comparison_ids: Sequence[str]) -> dict[str, Standing]:
    """What stands of each comparison that can be voted on, by id, read in one statement.

    Whose they are is not forgotten until the transaction ends, so that no vote is written that nothing forgets again.
    """
    rows: dict[str, list[RowMapping]] = {}
    for row in (await connection.execute(_STANDING.where(_OF.in_(comparison_ids)))).mappings():
        rows.setdefault(row["voted_on"], []).append(row)
    return {comparison_id: _standing(found) for comparison_id, found in rows.items()}


_OF = comparison_table.c.id
_STANDING = (
    select(
        comparison_table.c.id.label("voted_on"),
        comparison_table.c.person_id.label("asked_by"),
        comparison_table.c.organisation_id,
        side_table.c.answer_id,
        reveal_table.c.at.label("revealed_at"),
        vote_table,
    )
    .outerjoin(side_table, side_table.c.comparison_id == _OF)
    .outerjoin(vote_table, vote_table.c.comparison_id == _OF)
    .outerjoin(reveal_table, reveal_table.c.comparison_id == _OF)
    .where(stands_with(allotted_table.c.mode == Mode.PAIR.value))
    .order_by(_OF, side_table.c.side)
    .with_for_update(read=True, of=comparison_table)
)
"""One row for each side, at least one."""


def _standing(rows: Sequence[RowMapping]) -> Standing:
    first = rows[0]
    return Standing(
        person_id=first["asked_by"],
        organisation_id=first["organisation_id"],
        answer_ids=tuple(row["answer_id"] for row in rows if row["answer_id"]),
        vote=vote_of(first) if first["comparison_id"] else None,
        revealed=first["revealed_at"] is not None,
    )
