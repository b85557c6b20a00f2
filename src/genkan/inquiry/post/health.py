"""Whether letters can leave, for those who keep the installation."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from genkan.inquiry.post.delivering import greet
from genkan.inquiry.post.mail import Fault, MailState
from genkan.inquiry.post.server import server_of
from genkan.inquiry.post.store.mails import count_by_state
from genkan.settings import Settings
from genkan.storage import Database


@dataclass(frozen=True)
class MailHealth:
    """What stops letters, ``Fault.NONE`` where nothing does, and how many wait or want a person."""

    fault: Fault
    counts: Mapping[MailState, int]


async def mail_health(settings: Settings, database: Database) -> MailHealth:
    """Greet the server that the settings name, and count."""
    server = server_of(settings)
    fault = await asyncio.to_thread(greet, server) if server else Fault.UNSET
    async with database.read() as connection:
        return MailHealth(fault, await count_by_state(connection))
