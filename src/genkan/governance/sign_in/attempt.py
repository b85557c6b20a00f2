"""Counting attempts, so that passwords cannot be guessed: right across processes and at the same moment.

An attempt is committed first and judged afterwards by the other attempts that are there. Of any number of attempts
at once, each sees all that were committed before it, so no more than the limit get as far as the password.
"""

import hashlib
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.errors import AddressLocked, SignInLocked
from genkan.governance.events import GovernanceEvent
from genkan.governance.ledger.ledger import Ledger
from genkan.governance.person import Person
from genkan.governance.sign_in.lock_out import (
    FAILURES_OF_ADDRESS,
    FAILURES_OF_NAME,
    LOCK,
    REMEMBERED,
    WINDOW,
    locked_until,
    minutes_left,
)
from genkan.governance.store import failures as store
from genkan.governance.store.failures import Attempt
from genkan.kit import Clock, new_id
from genkan.storage import Database


async def begin_attempt(database: Database, clock: Clock, *, sign_in_name: str, address: str) -> Attempt:
    """Count an attempt before it is judged; raises ``SignInLocked`` or ``AddressLocked``, committed all the same."""
    attempt = Attempt(new_id(clock), _digest(sign_in_name), address[:64], clock())
    async with database.write() as connection:
        await store.forget_before(connection, attempt.at - REMEMBERED)
        await store.add_attempt(connection, attempt)
    async with database.read() as connection:
        problem = await _refusal(connection, attempt)
    if problem is not None:
        await drop_attempt(database, attempt)
        raise problem
    return attempt


async def drop_attempt(database: Database, attempt: Attempt) -> None:
    """An attempt whose password was never looked at does not count."""
    async with database.write() as connection:
        await store.remove_attempt(connection, attempt.id)


async def fail_attempt(
    connection: AsyncConnection, attempt: Attempt, *, person: Person | None, ledger: Ledger
) -> None:
    """The password was wrong: the attempt stays counted and is recorded, as is the lock that it brings."""
    await store.make_certain(connection, attempt.id)
    await _record(connection, GovernanceEvent.SIGN_IN_FAILED, person, ledger=ledger)
    latest = await store.latest_of_name(
        connection, attempt.name_digest, since=attempt.at - WINDOW, limit=FAILURES_OF_NAME
    )
    if locked_until(latest, limit=FAILURES_OF_NAME) is not None:
        await _record(connection, GovernanceEvent.SIGN_IN_LOCKED, person, ledger=ledger)


async def clear_attempts(connection: AsyncConnection, sign_in_name: str) -> None:
    """The person has shown who they are: nothing counts against the name any more."""
    await store.clear_name(connection, _digest(sign_in_name))


async def _refusal(connection: AsyncConnection, attempt: Attempt) -> SignInLocked | AddressLocked | None:
    by_name = await store.latest_of_name(
        connection, attempt.name_digest, since=attempt.at - REMEMBERED, limit=FAILURES_OF_NAME, but=attempt.id
    )
    until = locked_until(by_name, limit=FAILURES_OF_NAME)
    if until is not None and until > attempt.at:
        return SignInLocked(minutes=minutes_left(until, now=attempt.at))
    by_address = await store.latest_of_address(
        connection, attempt.address, since=attempt.at - REMEMBERED, limit=FAILURES_OF_ADDRESS
    )
    return _address_lock(locked_until(by_address, limit=FAILURES_OF_ADDRESS), now=attempt.at)


def _address_lock(until: datetime | None, *, now: datetime) -> AddressLocked | None:
    return AddressLocked(minutes=minutes_left(until, now=now)) if until and until > now else None


def _digest(sign_in_name: str) -> str:
    return hashlib.sha256(sign_in_name.encode(errors="replace")).hexdigest()


async def _record(
    connection: AsyncConnection, kind: GovernanceEvent, person: Person | None, *, ledger: Ledger
) -> None:
    """A name that is nobody's leaves no trace of itself."""
    await ledger.record(
        connection,
        kind,
        actor="system",
        organisation_id=person.organisation_id if person else None,
        object_id=person.id if person else "unknown",
        details={"lock_minutes": int(LOCK.total_seconds() // 60)}
        if kind is GovernanceEvent.SIGN_IN_LOCKED
        else {},
    )
