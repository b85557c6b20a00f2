"""The pages of the door on a real database, with browsers that are signed in."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass

import httpx2
import pytest
from fastapi import FastAPI

from genkan.gateway.pages import router
from genkan.governance import Ledger, Organisation, OrganisationKind, Role
from genkan.governance.store import people
from genkan.kit import new_id
from genkan.settings import Settings
from genkan.storage import Database
from tests.conftest import StillClock
from tests.one_room import new_person, one_room, pages_of, signed_in


@dataclass
class Desk:
    """The running installation with one ministry."""

    database: Database
    ledger: Ledger
    clock: StillClock
    application: FastAPI
    organisation: Organisation
    stack: AsyncExitStack

    async def browser(self, *roles: Role, language: str = "ja") -> httpx2.AsyncClient:
        """A browser in which a new person with these roles is signed in."""
        person = await new_person(
            self.database, self.organisation, *roles, clock=self.clock, language=language
        )
        client = await signed_in(self.application, self.database, person, clock=self.clock)
        return await self.stack.enter_async_context(client)


@pytest.fixture
async def desk(database: Database, clock: StillClock) -> AsyncIterator[Desk]:
    """The installation."""
    organisation = Organisation(new_id(clock), "例示省", OrganisationKind.MINISTRY, None)
    async with database.write() as connection:
        await people.add_organisation(connection, organisation, now=clock())
    ledger = Ledger(database, clock, None)
    application = _application(database, ledger, clock)
    async with AsyncExitStack() as stack:
        yield Desk(database, ledger, clock, application, organisation, stack)


def _application(database: Database, ledger: Ledger, clock: StillClock) -> FastAPI:
    parts: dict[type, object] = {
        Database: database,
        Ledger: ledger,
        Settings: Settings(port=8000),
    }
    return one_room(router, pages=pages_of("gateway"), clock=clock, parts=parts)
