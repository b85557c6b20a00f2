"""The way in for vendors: password or one-time link, with the lock-out of the house and sessions of their own."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import (
    Ledger,
    LinkUnusable,
    Passwords,
    SignInBusy,
    begin_attempt,
    clear_attempts,
    drop_attempt,
    fail_attempt,
    hash_token,
)
from genkan.kit import Clock, new_id, storable
from genkan.selection.events import VendorEvent
from genkan.selection.vendor.errors import VendorRefused
from genkan.selection.vendor.line import line_of
from genkan.selection.vendor.store import vendors, ways_in
from genkan.selection.vendor.vendor import Vendor
from genkan.storage import Database

_UNLIKE_STAFF = "vendor "


@dataclass(frozen=True, slots=True)
class VendorDoor:
    """What every way in needs; ``hours`` is how long a session lasts."""

    database: Database
    ledger: Ledger
    clock: Clock
    passwords: Passwords
    hours: int

    async def sign_in(self, email: str, password: str, *, address: str) -> str:
        """The token of a new session. Raises ``VendorRefused``, ``SignInLocked``, ``AddressLocked``, ``SignInBusy``."""
        name = storable(email).strip().casefold()
        attempt = await begin_attempt(
            self.database, self.clock, sign_in_name=_UNLIKE_STAFF + name, address=line_of(address)
        )
        async with self.database.read() as connection:
            vendor = await vendors.find_vendor(connection, sign_in_name=name)
            known = await vendors.password_hash_of(connection, vendor.id) if vendor else None
        try:
            matches = await self.passwords.matches(password, known)
        except SignInBusy:
            await drop_attempt(self.database, attempt)
            raise
        async with self.database.write() as connection:
            if (
                matches
                and vendor
                and await vendors.password_hash_of(connection, vendor.id, lock=True) == known
            ):
                await clear_attempts(connection, _UNLIKE_STAFF + name)
                return await self._open(connection, vendor)
            await fail_attempt(connection, attempt, person=None, ledger=self.ledger)
            if vendor:
                await self._record(connection, VendorEvent.SIGN_IN_FAILED, vendor)
        raise VendorRefused

    async def invited(self, token: str) -> Vendor:
        """The account that a link opens. Raises ``LinkUnusable``."""
        async with self.database.read() as connection:
            return await self._invited(connection, token)

    async def accept(self, token: str, password: str) -> str:
        """Set the password by a link, once, and open a session. Raises ``LinkUnusable``."""
        await self.invited(token)
        password_hash = await self.passwords.hash(password)
        async with self.database.write() as connection:
            vendor = await self._invited(connection, token)
            if not await ways_in.use_link(connection, token_hash=hash_token(token), now=self.clock()):
                raise LinkUnusable
            await vendors.set_password_hash(connection, vendor.id, password_hash=password_hash)
            await clear_attempts(connection, _UNLIKE_STAFF + vendor.sign_in_name)
            await ways_in.end_sessions(connection, vendor_id=vendor.id, now=self.clock())
            await self._record(connection, VendorEvent.LINK_USED, vendor)
            return await self._open(connection, vendor)

    async def find(self, token: str) -> Vendor | None:
        """The vendor whose session the token opens."""
        async with self.database.read() as connection:
            return await ways_in.session_vendor(connection, token_hash=hash_token(token), now=self.clock())

    async def sign_out(self, token: str) -> None:
        """End the session; harmless where there is none."""
        async with self.database.write() as connection:
            now, key = self.clock(), hash_token(token)
            vendor = await ways_in.session_vendor(connection, token_hash=key, now=now)
            if vendor and await ways_in.end_sessions(connection, token_hash=key, now=now):
                await self._record(connection, VendorEvent.SIGNED_OUT, vendor)

    async def _invited(self, connection: AsyncConnection, token: str) -> Vendor:
        vendor = await ways_in.invited_vendor(connection, token_hash=hash_token(token), now=self.clock())
        if vendor is None:
            raise LinkUnusable
        return vendor

    async def _open(self, connection: AsyncConnection, vendor: Vendor) -> str:
        token, until = secrets.token_urlsafe(32), self.clock() + timedelta(hours=self.hours)
        await ways_in.add_session(
            connection, new_id(self.clock), vendor.id, token_hash=hash_token(token), until=until
        )
        await self._record(connection, VendorEvent.SIGNED_IN, vendor)
        return token

    async def _record(self, connection: AsyncConnection, kind: VendorEvent, vendor: Vendor) -> None:
        await self.ledger.record(
            connection, kind, actor=vendor.id, organisation_id=vendor.organisation_id, object_id=vendor.id
        )
