"""The table of hosts that an organisation allowed its external apps to stand on."""

from sqlalchemy import Column, ForeignKey, String, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.external.app import AllowedHost
from genkan.storage import Moment, insert_into, metadata

external_host = Table(
    "external_host",
    metadata,
    Column("organisation_id", String(36), ForeignKey("organisation.id"), primary_key=True),
    Column("host", String(255), primary_key=True),
    Column("reason", String(400), nullable=False),
    Column("allowed_at", Moment, nullable=False),
    Column("allowed_by", String(36), nullable=False),
)


async def put_host(connection: AsyncConnection, allowed: AllowedHost) -> None:
    """Write an allowed host, in the place of what was written of it before, also at the same time."""
    why = {"reason": allowed.reason, "allowed_at": allowed.allowed_at, "allowed_by": allowed.allowed_by}
    statement = insert_into(connection, external_host).values(
        organisation_id=allowed.organisation_id, host=allowed.host, **why
    )
    await connection.execute(
        statement.on_conflict_do_update(index_elements=list(external_host.primary_key.columns), set_=why)
    )


async def delete_host(connection: AsyncConnection, organisation_id: str, host: str) -> bool:
    """Forget an allowed host; whether there was one."""
    where = (external_host.c.organisation_id == organisation_id) & (external_host.c.host == host)
    return (await connection.execute(external_host.delete().where(where))).rowcount == 1


async def list_hosts(connection: AsyncConnection, organisation_id: str) -> tuple[AllowedHost, ...]:
    """The hosts of an organisation, by name."""
    where = external_host.c.organisation_id == organisation_id
    query = select(external_host).where(where).order_by(external_host.c.host)
    return tuple(AllowedHost(**row) for row in (await connection.execute(query)).mappings())


async def is_allowed(connection: AsyncConnection, organisation_id: str, host: str) -> bool:
    """Whether the organisation allowed this very host."""
    where = (external_host.c.organisation_id == organisation_id) & (external_host.c.host == host)
    return (await connection.execute(select(external_host.c.host).where(where))).first() is not None
