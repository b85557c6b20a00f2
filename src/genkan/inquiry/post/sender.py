"""From which address an organisation sends: its own, or that of the installation."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import find_organisation
from genkan.inquiry.post.server import MailServer
from genkan.inquiry.post.store.senders import Sender, sender_of


async def sender_in_force(
    connection: AsyncConnection, organisation_id: str, *, server: MailServer | None
) -> Sender:
    """The organisation's own sender, by what it lacks its name and the installation's address; empty where it has none."""
    own = await sender_of(connection, organisation_id)
    organisation = await find_organisation(connection, organisation_id=organisation_id)
    usual = server.sender if server else ""
    return Sender(own.name or (organisation.name if organisation else ""), own.address or usual)
