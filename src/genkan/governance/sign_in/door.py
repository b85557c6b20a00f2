"""The door: signing in by password, coming in by a one-time link, changing the password.

Hashing is slow on purpose, so each of these reads, hashes with nothing held open, and then writes in one transaction
that looks again at what may have changed meanwhile.
"""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.errors import LinkUnusable, PasswordWrong, SignInBusy, SignInRefused
from genkan.governance.events import GovernanceEvent
from genkan.governance.ledger.ledger import Ledger
from genkan.governance.people.activity import end_sessions
from genkan.governance.people.draft import normal_sign_in_name
from genkan.governance.person import Person, Viewer
from genkan.governance.sign_in.attempt import begin_attempt, clear_attempts, drop_attempt, fail_attempt
from genkan.governance.sign_in.passwords import Passwords
from genkan.governance.sign_in.session import Browser, close_session, open_session
from genkan.governance.store import invitations, people
from genkan.governance.store.failures import Attempt
from genkan.governance.store.invitations import Invitation
from genkan.governance.viewing import hash_token
from genkan.kit import Clock
from genkan.storage import Database


class Account(NamedTuple):
    """A person and the hash of the password, None where none was set or the person may not come in."""

    person: Person | None
    password_hash: str | None


@dataclass(frozen=True)
class Door:
    """What every way in needs; ``hours`` is how long a session lasts."""

    database: Database
    ledger: Ledger
    clock: Clock
    passwords: Passwords
    hours: int

    async def sign_in(
        self, sign_in_name: str, password: str, *, browser: Browser, instead_of: Viewer | None = None
    ) -> str:
        """The token of a new session, with which that of ``instead_of`` ends; raises ``SignInRefused``, ``SignInLocked``, ``AddressLocked``, ``SignInBusy``.

        Failures are committed before the error leaves. Unknown names take as long as known ones.
        """
        name = normal_sign_in_name(sign_in_name)
        attempt = await begin_attempt(self.database, self.clock, sign_in_name=name, address=browser.address)
        async with self.database.read() as connection:
            account = await _account(connection, name)
        if not await self._matches(attempt, password, account) or account.person is None:
            await self._fail(attempt, account.person)
            raise SignInRefused
        newer = await self._newer_hash(password, account)
        async with self.database.write() as connection:
            await self._close(connection, instead_of)
            return await self._enter(connection, account, newer=newer, browser=browser)

    async def invited(self, token: str) -> Person:
        """The person whom a link invites; raises ``LinkUnusable``."""
        async with self.database.read() as connection:
            return (await self._invitation(connection, token))[1]

    async def accept(self, token: str, password: str, *, browser: Browser) -> str:
        """Set the password by a link, once, and return the token of a new session; raises ``LinkUnusable``."""
        await self.invited(token)
        password_hash = await self.passwords.hash(password)
        async with self.database.write() as connection:
            invitation, person = await self._invitation(connection, token)
            if not await invitations.use_invitation(connection, invitation.id, now=self.clock()):
                raise LinkUnusable
            await self._record(connection, GovernanceEvent.LINK_USED, person)
            await self._replace_password(connection, person, password_hash)
            return await self._open(connection, person, browser=browser)

    async def change_password(self, viewer: Viewer, current: str, new: str, *, browser: Browser) -> None:
        """Replace the password and end all other sessions; raises ``PasswordWrong``, ``SignInLocked``."""
        name = viewer.person.sign_in_name
        attempt = await begin_attempt(self.database, self.clock, sign_in_name=name, address=browser.address)
        async with self.database.read() as connection:
            account = await _account(connection, name)
        if not await self._matches(attempt, current, account):
            await self._fail(attempt, viewer.person)
            raise PasswordWrong
        password_hash = await self.passwords.hash(new)
        async with self.database.write() as connection:
            await _look_again(connection, account, otherwise=PasswordWrong())
            await self._replace_password(connection, viewer.person, password_hash, but=viewer.session_id)

    async def _invitation(self, connection: AsyncConnection, token: str) -> tuple[Invitation, Person]:
        invitation = await invitations.find_invitation(
            connection, token_hash=hash_token(token), now=self.clock()
        )
        person = await people.find_person(connection, person_id=invitation.person_id) if invitation else None
        if invitation is None or person is None or not person.active:
            raise LinkUnusable
        return invitation, person

    async def _enter(
        self, connection: AsyncConnection, account: Account, *, newer: str | None, browser: Browser
    ) -> str:
        person = await _look_again(connection, account, otherwise=SignInRefused())
        if newer is not None:
            await people.set_password_hash(connection, person.id, password_hash=newer)
        await clear_attempts(connection, person.sign_in_name)
        return await self._open(connection, person, browser=browser)

    async def _matches(self, attempt: Attempt, password: str, account: Account) -> bool:
        """Whether the password is right; a person whom the line turned away has not failed."""
        try:
            return await self.passwords.matches(password, account.password_hash)
        except SignInBusy:
            await drop_attempt(self.database, attempt)
            raise

    async def _newer_hash(self, password: str, account: Account) -> str | None:
        """The hash at today's cost, where the stored one was made at another."""
        if account.password_hash is None or not self.passwords.is_outdated(account.password_hash):
            return None
        return await self.passwords.hash(password)

    async def _replace_password(
        self, connection: AsyncConnection, person: Person, password_hash: str, *, but: str | None = None
    ) -> None:
        await people.set_password_hash(connection, person.id, password_hash=password_hash)
        await clear_attempts(connection, person.sign_in_name)
        await self._record(connection, GovernanceEvent.PASSWORD_CHANGED, person)
        await end_sessions(connection, person, ledger=self.ledger, clock=self.clock, actor=person.id, but=but)

    async def _open(self, connection: AsyncConnection, person: Person, *, browser: Browser) -> str:
        return await open_session(
            connection, person, browser=browser, hours=self.hours, ledger=self.ledger, clock=self.clock
        )

    async def _close(self, connection: AsyncConnection, viewer: Viewer | None) -> None:
        if viewer is not None:
            await close_session(
                connection, viewer.person, viewer.session_id, ledger=self.ledger, clock=self.clock
            )

    async def _fail(self, attempt: Attempt, person: Person | None) -> None:
        async with self.database.write() as connection:
            await fail_attempt(connection, attempt, person=person, ledger=self.ledger)

    async def _record(self, connection: AsyncConnection, kind: GovernanceEvent, person: Person) -> None:
        await self.ledger.record(
            connection, kind, actor=person.id, organisation_id=person.organisation_id, object_id=person.id
        )


async def _account(connection: AsyncConnection, sign_in_name: str) -> Account:
    person = await people.find_person(connection, sign_in_name=sign_in_name)
    if person is None:
        return Account(None, None)
    password_hash = await people.find_password_hash(connection, person.id)
    return Account(person, password_hash if person.active else None)


async def _look_again(connection: AsyncConnection, account: Account, *, otherwise: Exception) -> Person:
    """The person, if neither stopped nor given another password while the hash was computed; locks the account."""
    before = account.person
    if before is None:
        raise otherwise
    current = await people.find_password_hash(connection, before.id, lock=True)
    person = await people.find_person(connection, person_id=before.id)
    if person is None or not person.active or current != account.password_hash:
        raise otherwise
    return person
