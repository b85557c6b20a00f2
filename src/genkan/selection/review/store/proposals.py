"""SQL of places that were proposed to reviewers; the last proposal for a criterion replaces the one before."""

import json
from typing import cast

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import canonical_json
from genkan.selection.review.places import Place, Proposal
from genkan.selection.review.store.tables import proposal_table
from genkan.storage import insert_into


async def keep_proposal(
    connection: AsyncConnection, application_id: str, person_id: str, proposal: Proposal
) -> None:
    """Keep a proposal in the place of the one that was there."""
    own = {"application_id": application_id, "person_id": person_id, "criterion": proposal.criterion}
    places = cast("list[object]", msgspec.to_builtins(proposal.places))
    found = {
        "model": proposal.model,
        "at": proposal.at,
        "dropped": proposal.dropped,
        "places": canonical_json({"places": places}),
    }
    insert = insert_into(connection, proposal_table).values({**own, **found})
    await connection.execute(insert.on_conflict_do_update(index_elements=list(own), set_=found))


async def proposals_of(
    connection: AsyncConnection, application_id: str, person_id: str
) -> dict[str, Proposal]:
    """What was proposed to a person about an application, by criterion."""
    own = (proposal_table.c.application_id == application_id, proposal_table.c.person_id == person_id)
    rows = await connection.execute(select(proposal_table).where(*own))
    return {
        row.criterion: Proposal(
            row.criterion,
            row.model,
            row.at,
            msgspec.convert(json.loads(row.places)["places"], tuple[Place, ...]),
            row.dropped,
        )
        for row in rows
    }
