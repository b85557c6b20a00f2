"""How often one may try, counted in the database for all processes together."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.public.errors import TooOften
from genkan.inquiry.public.store import knocks
from genkan.inquiry.public.tokens import Tokens
from genkan.kit import Clock, new_id
from genkan.storage import Database

_NETWORK = 64


class Knock(StrEnum):
    """What is tried."""

    LETTER = "letter"
    RECIPIENT = "recipient"
    LOOK = "look"
    CODE = "code"


@dataclass(frozen=True)
class Bound:
    """At most so many tries within so long."""

    most: int
    within: timedelta


_HOUR = timedelta(hours=1)
# A whole office may share one address; a code is protected by its length, not by these. Nothing is bound by the number
# of an inquiry, for strangers could then keep its citizen out.
BOUNDS = {
    Knock.LETTER: Bound(20, _HOUR),
    Knock.RECIPIENT: Bound(5, _HOUR),
    Knock.LOOK: Bound(20, timedelta(minutes=15)),
    Knock.CODE: Bound(5, _HOUR),
}
_REMEMBERED = 2 * max(bound.within for bound in BOUNDS.values())


@dataclass(frozen=True, slots=True)
class Knocking:
    """Counts tries, each before it is judged."""

    database: Database
    tokens: Tokens
    clock: Clock

    @asynccontextmanager
    async def counted(self, **tries: str) -> AsyncGenerator[None]:
        """Count the tries while something is done, each kind with whose it is (``look="192.0.2.1"``).

        They count no more where the caller calls it a success by leaving without an error. Raises ``TooOften``, and
        then the try does not count, so that nobody who waits is kept out for ever.
        """
        knock_ids = await self._knock({Knock(name): key for name, key in tries.items()})
        yield
        async with self.database.write() as connection:
            await knocks.remove_knocks(connection, knock_ids)

    async def count(self, **tries: str) -> None:
        """Count the tries for good. Raises ``TooOften``."""
        await self._knock({Knock(name): key for name, key in tries.items()})

    async def _knock(self, tries: dict[Knock, str]) -> tuple[str, ...]:
        names = {knock: self.tokens.name_of(_whose(key), purpose=knock) for knock, key in tries.items()}
        knock_ids = tuple(new_id(self.clock) for _ in names)
        async with self.database.write() as connection:
            await knocks.forget_before(connection, self.clock() - _REMEMBERED)
            for knock_id, (knock, name) in zip(knock_ids, names.items(), strict=True):
                await knocks.add_knock(connection, knock_id, purpose=knock, key=name, at=self.clock())
        async with self.database.write() as connection:
            passed = [knock for knock, name in names.items() if await self._is_over(connection, knock, name)]
            if passed:
                await knocks.remove_knocks(connection, knock_ids)
        if passed:
            raise TooOften(minutes=int(BOUNDS[passed[0]].within.total_seconds() // 60))
        return knock_ids

    async def _is_over(self, connection: AsyncConnection, knock: Knock, name: str) -> bool:
        since = self.clock() - BOUNDS[knock].within
        found = await knocks.count_since(connection, purpose=knock, key=name, since=since)
        return found > BOUNDS[knock].most


def _whose(key: str) -> str:
    """One key for all addresses of a network that one line has."""
    try:
        address = ip_address(key.partition("%")[0])
    except ValueError:
        return key
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(int(address) >> (address.max_prefixlen - _NETWORK))
    return str(getattr(address, "ipv4_mapped", None) or address)
