"""For whom a command acts: a person with the right to the deed, beside whom the ledger names the command line."""

from typing import TYPE_CHECKING

from genkan.cli.errors import PersonMayNot
from genkan.cli.links import named_person

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from genkan.governance import Permission, Viewer

BY = ("だれの権限で行うか（サインイン名）", "Sign-in name of the person by whose right this is done")


async def acting_as(connection: "AsyncConnection", sign_in_name: str, permission: "Permission") -> "Viewer":
    """The person with this sign-in name, who holds the permission. Raises ``PersonNotFound`` and ``PersonMayNot``."""
    from genkan.governance import Viewer, find_organisation, permissions_of

    person = await named_person(connection, sign_in_name)
    organisation = await find_organisation(connection, organisation_id=person.organisation_id)
    permissions = permissions_of(person.roles)
    if organisation is None or not person.active or permission not in permissions:
        raise PersonMayNot(name=person.name)
    return Viewer(person, organisation, "", permissions)
