"""SQL of requests for codes by which signatures on the command line are proven."""

from datetime import datetime

from sqlalchemy import ColumnElement, Row, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.signature.deed import DeedKind, SignatureRequest, SignedDeed
from genkan.governance.store.tables import signature_request as table
from genkan.kit import storable


async def add_request(connection: AsyncConnection, request: SignatureRequest) -> None:
    """Write a request, which has no code yet."""
    deed = request.deed
    values = {
        "id": request.id,
        "kind": deed.kind.value,
        "person_id": deed.person_id,
        "organisation_id": deed.organisation_id,
        "object_id": deed.object_id,
        "title": deed.title,
        "path": deed.path,
        "digest": deed.digest,
        "asked_at": request.asked_at,
        "expires_at": request.expires_at,
    }
    await connection.execute(table.insert().values(values))


async def find_request(
    connection: AsyncConnection, request_id: str, *, person_id: str, now: datetime
) -> SignatureRequest | None:
    """A request of the person that can still be answered; nobody else answers it meanwhile."""
    own = (table.c.id == storable(request_id), table.c.person_id == person_id, _open(now))
    row = (await connection.execute(select(table).where(*own).with_for_update())).one_or_none()
    return _request(row) if row else None


async def open_requests(
    connection: AsyncConnection, person_id: str, *, now: datetime
) -> tuple[SignatureRequest, ...]:
    """The requests of a person that can still be answered, the newest first."""
    query = select(table).where(table.c.person_id == person_id, _open(now))
    rows = await connection.execute(query.order_by(table.c.asked_at.desc(), table.c.id))
    return tuple(_request(row) for row in rows)


async def void_requests(connection: AsyncConnection, deed: SignedDeed, *, now: datetime) -> None:
    """End the open requests of the same person for the same kind of deed on the same object, with their codes."""
    await connection.execute(table.update().where(_of(deed), _open(now)).values(expires_at=now))


async def keep_code(
    connection: AsyncConnection, request_id: str, *, code_hash: str, expires_at: datetime
) -> None:
    """Give a request its code, in the place of an earlier one; the code itself is never stored."""
    values = {"code_hash": code_hash, "code_expires_at": expires_at}
    await connection.execute(table.update().where(table.c.id == request_id).values(values))


async def use_code(connection: AsyncConnection, deed: SignedDeed, *, code_hash: str, now: datetime) -> bool:
    """Use the code of exactly this deed up, as its person was shown it; False where there is none, or somebody was faster."""
    shown = (table.c.digest == deed.digest, table.c.title == deed.title)
    fits = (table.c.code_hash == code_hash, table.c.code_expires_at > now)
    used = table.update().where(_of(deed), _open(now), *shown, *fits).values(used_at=now)
    return (await connection.execute(used)).rowcount == 1


def _of(deed: SignedDeed) -> ColumnElement[bool]:
    return and_(
        table.c.kind == deed.kind.value,
        table.c.person_id == deed.person_id,
        table.c.object_id == deed.object_id,
    )


def _open(now: datetime) -> ColumnElement[bool]:
    return and_(table.c.used_at.is_(None), table.c.expires_at > now)


def _request(row: Row[tuple[object, ...]]) -> SignatureRequest:
    deed = SignedDeed(
        kind=DeedKind(row.kind),
        person_id=row.person_id,
        organisation_id=row.organisation_id,
        object_id=row.object_id,
        title=row.title,
        path=row.path,
        digest=row.digest,
    )
    return SignatureRequest(row.id, deed, row.asked_at, row.expires_at)
