"""SQL of organisations and people."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Row, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.person import Organisation, OrganisationKind, Person
from genkan.governance.roles import Role
from genkan.governance.store.tables import organisation, person, person_role
from genkan.storage import note_change

TOPIC = "people"
_MOST_IDS = 500


async def add_organisation(connection: AsyncConnection, new: Organisation, *, now: datetime) -> None:
    """Write an organisation."""
    values = {
        "id": new.id,
        "name": new.name,
        "kind": new.kind.value,
        "parent_id": new.parent_id,
        "created_at": now,
    }
    await connection.execute(organisation.insert(), values)


async def find_organisation(
    connection: AsyncConnection, *, organisation_id: str | None = None, name: str | None = None
) -> Organisation | None:
    """The organisation with this id, or with this name."""
    column, value = (
        (organisation.c.name, name) if organisation_id is None else (organisation.c.id, organisation_id)
    )
    row = (await connection.execute(select(organisation).where(column == value))).first()
    return _organisation(row) if row else None


async def list_organisations(
    connection: AsyncConnection, *, parent_id: str | None = None
) -> tuple[Organisation, ...]:
    """The bureaus of an organisation in the order they were added; without ``parent_id`` everything."""
    query = select(organisation).order_by(organisation.c.created_at, organisation.c.id)
    if parent_id is not None:
        query = query.where(organisation.c.parent_id == parent_id)
    return tuple(_organisation(row) for row in await connection.execute(query))


async def add_person(connection: AsyncConnection, new: Person, *, now: datetime) -> None:
    """Write a person without a password, and the roles."""
    values = {
        "id": new.id,
        "organisation_id": new.organisation_id,
        "bureau_id": new.bureau_id,
        "name": new.name,
        "sign_in_name": new.sign_in_name,
        "language": new.language,
        "active": new.active,
        "created_at": now,
    }
    await connection.execute(person.insert(), values)
    await add_roles(connection, new.id, roles=new.roles, now=now)


async def add_person_unless_taken(connection: AsyncConnection, new: Person, *, now: datetime) -> bool:
    """Write a person; False where the sign-in name is somebody else's, even if taken this very moment."""
    if await find_person(connection, sign_in_name=new.sign_in_name) is not None:
        return False
    try:
        async with connection.begin_nested():
            await add_person(connection, new, now=now)
    except IntegrityError:
        return False
    return True


async def find_person(
    connection: AsyncConnection, *, person_id: str | None = None, sign_in_name: str | None = None
) -> Person | None:
    """The person with this id, or with this sign-in name."""
    column, value = (person.c.sign_in_name, sign_in_name) if person_id is None else (person.c.id, person_id)
    row = (await connection.execute(select(person).where(column == value))).first()
    return (await _with_roles(connection, [row]))[0] if row else None


async def find_people(connection: AsyncConnection, person_ids: Sequence[str]) -> dict[str, Person]:
    """The people with these ids, by id; those that there are not are missing."""
    found: dict[str, Person] = {}
    for start in range(0, len(person_ids), _MOST_IDS):
        chosen = person.c.id.in_(person_ids[start : start + _MOST_IDS])
        rows = (await connection.execute(select(person).where(chosen))).all()
        found |= {each.id: each for each in await _with_roles(connection, rows)}
    return found


async def list_people(
    connection: AsyncConnection,
    *,
    organisation_id: str | None = None,
    bureau_id: str | None = None,
    search: str = "",
    offset: int = 0,
    limit: int = 1000,
) -> tuple[Person, ...]:
    """People by sign-in name whose name or sign-in name contains ``search``."""
    chosen = _chosen(organisation_id, bureau_id=bureau_id, search=search)
    query = select(person).where(*chosen).order_by(person.c.sign_in_name)
    rows = await connection.execute(query.offset(offset).limit(limit))
    return await _with_roles(connection, rows.all())


async def count_people(
    connection: AsyncConnection,
    *,
    organisation_id: str | None = None,
    bureau_id: str | None = None,
    search: str = "",
) -> int:
    """How many people ``list_people`` would give without its limit."""
    chosen = _chosen(organisation_id, bureau_id=bureau_id, search=search)
    query = select(func.count()).select_from(person).where(*chosen)
    return (await connection.execute(query)).scalar_one()


async def names_of(connection: AsyncConnection, person_ids: Sequence[str]) -> dict[str, str]:
    """The names of those people that exist, by id."""
    rows = await connection.execute(select(person.c.id, person.c.name).where(person.c.id.in_(person_ids)))
    return {row.id: row.name for row in rows}


async def add_roles(
    connection: AsyncConnection, person_id: str, *, roles: frozenset[Role], now: datetime
) -> None:
    """Give roles that the person does not have yet."""
    rows = [{"person_id": person_id, "role": role.value, "granted_at": now} for role in sorted(roles)]
    if rows:
        await connection.execute(person_role.insert(), rows)
        await note_change(connection, TOPIC)


async def remove_roles(connection: AsyncConnection, person_id: str, *, roles: frozenset[Role]) -> None:
    """Take roles away."""
    chosen = person_role.c.role.in_([role.value for role in roles])
    await connection.execute(person_role.delete().where(person_role.c.person_id == person_id, chosen))
    await note_change(connection, TOPIC)


async def count_active_with_role(connection: AsyncConnection, role: Role, *, organisation_id: str) -> int:
    """How many active people of an organisation hold the role; locks them until the transaction ends."""
    query = (
        select(person.c.id)
        .join(person_role, person_role.c.person_id == person.c.id)
        .where(person.c.organisation_id == organisation_id, person.c.active, person_role.c.role == role.value)
        .order_by(person.c.id)
        .with_for_update()
    )
    return len((await connection.execute(query)).all())


async def list_active_with_role(
    connection: AsyncConnection, role: Role, *, organisation_id: str
) -> tuple[Person, ...]:
    """The active people of an organisation who hold the role, by name."""
    query = (
        select(person)
        .join(person_role, person_role.c.person_id == person.c.id)
        .where(person.c.organisation_id == organisation_id, person.c.active, person_role.c.role == role.value)
        .order_by(person.c.name, person.c.id)
    )
    return await _with_roles(connection, (await connection.execute(query)).all())


async def set_active(connection: AsyncConnection, person_id: str, *, active: bool) -> None:
    """Let the person sign in, or not."""
    await connection.execute(person.update().where(person.c.id == person_id).values(active=active))
    await note_change(connection, TOPIC)


async def set_language(connection: AsyncConnection, person_id: str, *, language: str) -> None:
    """The language of the person's pages."""
    await connection.execute(person.update().where(person.c.id == person_id).values(language=language))


async def find_password_hash(
    connection: AsyncConnection, person_id: str, *, lock: bool = False
) -> str | None:
    """The argon2 hash; with ``lock`` no other transaction can do the same until this one ends."""
    query = select(person.c.password_hash).where(person.c.id == person_id)
    return (await connection.execute(query.with_for_update() if lock else query)).scalar_one_or_none()


async def set_password_hash(connection: AsyncConnection, person_id: str, *, password_hash: str) -> None:
    """Replace the argon2 hash."""
    await connection.execute(
        person.update().where(person.c.id == person_id).values(password_hash=password_hash)
    )


def _chosen(organisation_id: str | None, *, bureau_id: str | None, search: str) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if bureau_id is not None:
        conditions.append(person.c.bureau_id == bureau_id)
    if organisation_id is not None:
        conditions.append(person.c.organisation_id == organisation_id)
    if search:
        names = (person.c.name, person.c.sign_in_name)
        conditions.append(or_(*(name.icontains(search, autoescape=True) for name in names)))
    return conditions


async def _with_roles(
    connection: AsyncConnection, rows: Sequence[Row[tuple[object, ...]]]
) -> tuple[Person, ...]:
    ids = [row.id for row in rows]
    granted = await connection.execute(select(person_role).where(person_role.c.person_id.in_(ids)))
    roles: dict[str, set[Role]] = {person_id: set() for person_id in ids}
    for grant in granted:
        roles[grant.person_id].add(Role(grant.role))
    return tuple(person_of(row, roles=frozenset(roles[row.id])) for row in rows)


def person_of(row: Row[tuple[object, ...]], *, roles: frozenset[Role]) -> Person:
    """The person of a row that holds the columns of ``person``."""
    return Person(
        id=row.id,
        organisation_id=row.organisation_id,
        bureau_id=row.bureau_id,
        name=row.name,
        sign_in_name=row.sign_in_name,
        roles=roles,
        language=row.language,
        active=row.active,
    )


def _organisation(row: Row[tuple[object, ...]]) -> Organisation:
    return Organisation(id=row.id, name=row.name, kind=OrganisationKind(row.kind), parent_id=row.parent_id)
