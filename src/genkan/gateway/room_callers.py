"""For whom a room of the house asks: a person, a program, or the organisation itself."""

from collections.abc import Callable
from dataclasses import replace
from typing import Self

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway.caller import INSTALLATION, Caller
from genkan.gateway.errors import KeyNotAccepted, PersonUnknown
from genkan.gateway.snapshot import KeyHolder, SnapshotKeeper
from genkan.gateway.store.rules import load_rules
from genkan.governance import Role, find_person
from genkan.kit import Clock
from genkan.storage import Database


class RoomCallers:
    """Looks up callers as of now; ``holder_of`` gives who holds an API key, by the key's id."""

    def __init__(self, database: Database, *, holder_of: Callable[[str], KeyHolder | None]) -> None:
        self._database = database
        self._holder_of = holder_of

    @classmethod
    def of(cls, database: Database, keeper: SnapshotKeeper, clock: Clock) -> Self:
        """Those whose API keys the newest state holds."""
        return cls(database, holder_of=lambda key_id: keeper.snapshot.holder_of(key_id, now=clock()))

    async def find(self, organisation_id: str, *, person_id: str, api_key_id: str, app: str = "") -> Caller:
        """Who put the question; where both ids are empty, the organisation itself.

        The ``app`` that works for them is in the place of the one that their key was issued for: it is what asks.
        Raises ``KeyNotAccepted`` and ``PersonUnknown``.
        """
        found = await self._found(organisation_id, person_id=person_id, api_key_id=api_key_id)
        return replace(found, app=app) if app else found

    async def _found(self, organisation_id: str, *, person_id: str, api_key_id: str) -> Caller:
        if api_key_id:
            holder = self._holder_of(api_key_id)
            if holder is None:
                raise KeyNotAccepted
            return holder.caller
        async with self._database.read() as connection:
            rules = await load_rules(connection, organisation_id)
            if not person_id:
                return Caller(INSTALLATION, organisation_id, frozenset({Role.STAFF}), rules)
            roles = await _roles(connection, organisation_id, person_id)
        return Caller(person_id, organisation_id, roles, rules)


async def _roles(connection: AsyncConnection, organisation_id: str, person_id: str) -> frozenset[Role]:
    person = await find_person(connection, person_id=person_id)
    if person is None or not person.active or person.organisation_id != organisation_id:
        raise PersonUnknown
    return person.roles
