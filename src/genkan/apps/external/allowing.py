"""Allowing a host on which external apps may stand without https, or within a private network."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.external.app import AllowedHost
from genkan.apps.external.events import ExternalEvent
from genkan.apps.external.fitness import checked_host, checked_reason
from genkan.apps.external.store.hosts import delete_host, put_host
from genkan.governance import Ledger
from genkan.kit import Clock, digest


async def allow_host(
    connection: AsyncConnection,
    host: str,
    *,
    reason: str,
    organisation_id: str,
    ledger: Ledger,
    clock: Clock,
    actor: str,
) -> AllowedHost:
    """Allow a host from now on. Raises ``HostUnfit`` and ``ReasonMissing``."""
    allowed = AllowedHost(
        organisation_id=organisation_id,
        host=checked_host(host),
        reason=checked_reason(reason),
        allowed_at=clock(),
        allowed_by=actor,
    )
    await put_host(connection, allowed)
    await _record(connection, ExternalEvent.HOST_ALLOWED, allowed.host, organisation_id, ledger, actor)
    return allowed


async def forbid_host(
    connection: AsyncConnection, host: str, *, organisation_id: str, ledger: Ledger, actor: str
) -> None:
    """Allow a host no more; apps that need it cannot be reached from the next call on."""
    if await delete_host(connection, organisation_id, host):
        await _record(connection, ExternalEvent.HOST_FORBIDDEN, host, organisation_id, ledger, actor)


async def _record(
    connection: AsyncConnection,
    event: ExternalEvent,
    host: str,
    organisation_id: str,
    ledger: Ledger,
    actor: str,
) -> None:
    """The ledger keeps the digest of the host, which is an address."""
    await ledger.record(
        connection,
        event,
        actor=actor,
        organisation_id=organisation_id,
        object_id=organisation_id,
        details={"host_digest": digest(host)},
    )
