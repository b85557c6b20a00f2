"""Proposals and signed protocols: rows are added, and the database refuses to change them."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import insert_once
from genkan.trial.protocol.signed import Proposal, SignedProtocol
from genkan.trial.protocol.store.tables import trial_proposal_table, trial_protocol_table


async def add_proposal(connection: AsyncConnection, proposal: Proposal) -> bool:
    """Write a proposal; False where another of its revision was quicker."""
    names = (column.name for column in trial_proposal_table.columns)
    row = {name: getattr(proposal, name) for name in names}
    return await insert_once(connection, trial_proposal_table, row)


async def latest_proposal(connection: AsyncConnection, trial_id: str) -> Proposal | None:
    """The proposal that no other has taken the place of."""
    table = trial_proposal_table
    query = select(table).where(table.c.trial_id == trial_id).order_by(table.c.revision.desc()).limit(1)
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else Proposal(**row)


async def proposers_of(connection: AsyncConnection, trial_id: str) -> dict[int, str]:
    """Who signed first, by the number of the protocol: of several proposals for a number, the last."""
    table = trial_proposal_table
    query = select(table.c.number, table.c.signed_by).where(table.c.trial_id == trial_id)
    rows = await connection.execute(query.order_by(table.c.revision))
    return {row.number: row.signed_by for row in rows}


async def add_protocol(connection: AsyncConnection, signed: SignedProtocol) -> bool:
    """Write a signed protocol; False where another of its number was quicker."""
    names = (column.name for column in trial_protocol_table.columns)
    return await insert_once(
        connection, trial_protocol_table, {name: getattr(signed, name) for name in names}
    )


async def protocols_of(connection: AsyncConnection, trial_id: str) -> tuple[SignedProtocol, ...]:
    """The signed protocols of a trial, the first first."""
    table = trial_protocol_table
    query = select(table).where(table.c.trial_id == trial_id).order_by(table.c.number)
    return tuple(SignedProtocol(**row) for row in (await connection.execute(query)).mappings())


async def protocol_in_force(connection: AsyncConnection, trial_id: str) -> SignedProtocol | None:
    """The newest signed protocol; ``None`` for a draft."""
    table = trial_protocol_table
    newest = select(func.max(table.c.number)).where(table.c.trial_id == trial_id).scalar_subquery()
    query = select(table).where(table.c.trial_id == trial_id, table.c.number == newest)
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else SignedProtocol(**row)
