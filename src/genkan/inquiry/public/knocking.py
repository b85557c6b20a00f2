"""How often one may try, counted in the database for all processes together."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address

from genkan.inquiry.public.errors import FormBusy, TooOften
from genkan.inquiry.public.store import knocks
from genkan.inquiry.public.tokens import Tokens
from genkan.kit import Clock, new_id
from genkan.settings import Settings
from genkan.storage import Database, hold_names

_LINE, _SITE = 64, 48
_SITE_TIMES = 5


class Knock(StrEnum):
    """What is tried: by a line, by a site with many lines (IPv6), to a recipient, or at a form as a whole."""

    LETTER = "letter"
    LETTER_SITE = "letter_site"
    FORM = "form"
    RECIPIENT = "recipient"
    LOOK = "look"
    LOOK_SITE = "look_site"
    CODE = "code"
    CODE_SITE = "code_site"


_SITE_OF = {Knock.LETTER: Knock.LETTER_SITE, Knock.LOOK: Knock.LOOK_SITE, Knock.CODE: Knock.CODE_SITE}


@dataclass(frozen=True)
class Bound:
    """At most so many tries within so long."""

    most: int
    within: timedelta


_HOUR, _QUARTER = timedelta(hours=1), timedelta(minutes=15)
Bounds = Mapping[Knock, Bound]


def bounds_of(settings: Settings) -> Bounds:
    """A whole office may share one address; a code is protected by its length, not by these.

    Nothing is bound by the number of an inquiry, for strangers could then keep its citizen out.
    """
    return {
        Knock.LETTER: Bound(20, _HOUR),
        Knock.LETTER_SITE: Bound(settings.form_letters_per_site, _HOUR),
        Knock.FORM: Bound(settings.form_letters_per_hour, _HOUR),
        Knock.RECIPIENT: Bound(5, _HOUR),
        Knock.LOOK: Bound(20, _QUARTER),
        Knock.LOOK_SITE: Bound(20 * _SITE_TIMES, _QUARTER),
        Knock.CODE: Bound(5, _HOUR),
        Knock.CODE_SITE: Bound(5 * _SITE_TIMES, _HOUR),
    }


_REMEMBERED = 2 * _HOUR


@dataclass(frozen=True, slots=True)
class Knocking:
    """Counts tries, each before it is judged."""

    database: Database
    tokens: Tokens
    clock: Clock
    bounds: Bounds

    @asynccontextmanager
    async def counted(self, **tries: str) -> AsyncGenerator[None]:
        """Count the tries while something is done, each kind with whose it is (``look="192.0.2.1"``).

        They count no more where the caller calls it a success by leaving without an error. Raises ``TooOften``, and
        then the try does not count, so that nobody who waits is kept out for ever.
        """
        knock_ids = await self._knock(tries)
        yield
        async with self.database.write() as connection:
            await knocks.remove_knocks(connection, knock_ids)

    async def count(self, **tries: str) -> None:
        """Count the tries for good. Raises ``TooOften``."""
        await self._knock(tries)

    async def _knock(self, tries: Mapping[str, str]) -> tuple[str, ...]:
        """One transaction; others with a try of the same name wait for its end, and one that is turned away leaves nothing."""
        named = [
            (knock, self.tokens.name_of(key, purpose=knock))
            for knock, key in _keys({Knock(name): key for name, key in tries.items()})
        ]
        knock_ids = tuple(new_id(self.clock) for _ in named)
        async with self.database.write() as connection:
            await hold_names(connection, [name for _, name in named])
            await knocks.forget_before(connection, self.clock() - _REMEMBERED)
            for knock, name in named:
                bound = self.bounds[knock]
                since = self.clock() - bound.within
                found = await knocks.count_since(connection, purpose=knock, key=name, since=since)
                if found >= bound.most:
                    raise _refusal(knock, bound)
            await knocks.add_knocks(
                connection,
                [(knock_id, *each) for knock_id, each in zip(knock_ids, named, strict=True)],
                at=self.clock(),
            )
        return knock_ids


def _refusal(knock: Knock, bound: Bound) -> TooOften:
    minutes = int(bound.within.total_seconds() // 60)
    return FormBusy(minutes=minutes) if knock is Knock.FORM else TooOften(minutes=minutes)


def _keys(tries: Mapping[Knock, str]) -> list[tuple[Knock, str]]:
    """What each try counts against: a place as its line, and where it has one, as its site."""
    found = list[tuple[Knock, str]]()
    for knock, key in tries.items():
        found.append((knock, _line(key)))
        if knock in _SITE_OF and (site := _site(key)):
            found.append((_SITE_OF[knock], site))
    return found


def _line(key: str) -> str:
    """One key for all addresses of a network that one line has."""
    address = _address(key)
    if address is None:
        return key
    return _network(address, _LINE) if isinstance(address, IPv6Address) else str(address)


def _site(key: str) -> str:
    """One key for all networks that one customer is given; empty where it is not told from the address (IPv4)."""
    address = _address(key)
    return _network(address, _SITE) if isinstance(address, IPv6Address) else ""


def _network(address: IPv6Address, length: int) -> str:
    return str(int(address) >> (address.max_prefixlen - length))


def _address(key: str) -> IPv4Address | IPv6Address | None:
    """The address that the key is; one of IPv4 also where it comes as IPv6."""
    try:
        address = ip_address(key.partition("%")[0])
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address
