"""Finding an organisation by the name that was typed."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.cli.errors import OrganisationNotFound
from genkan.governance import Organisation, OrganisationKind, list_organisations


async def named_organisation(connection: AsyncConnection, name: str) -> Organisation:
    """The ministry or city of this name; raises ``OrganisationNotFound``, which names those there are."""
    known = [
        each for each in await list_organisations(connection) if each.kind is not OrganisationKind.BUREAU
    ]
    for organisation in known:
        if organisation.name == name:
            return organisation
    raise OrganisationNotFound(name=name, known="、".join(each.name for each in known))
