"""The purse of one process: leases of budgets, from which calls are paid without a look into the records."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway.budgets import store
from genkan.gateway.budgets.account import Account, BudgetScope
from genkan.gateway.budgets.errors import budget_spent
from genkan.gateway.budgets.lease import Lease
from genkan.gateway.budgets.limits import Limits
from genkan.gateway.budgets.month import Month
from genkan.gateway.budgets.reservation import Reservation
from genkan.gateway.store.apps import app_titles
from genkan.kit import Clock
from genkan.storage import Database

logger = logging.getLogger(__name__)

LEASE = 30.0
MARGIN = 5.0
BEAT = 5.0
SHARE = 8


class _Wish(NamedTuple):
    account: Account
    limit: int
    lease: Lease


class Purse:
    """Sets money aside for calls; what all processes set aside and spent is never more than a budget.

    The records grant a lease of the eighth part of what is left, or what one call needs. A lease ends ``LEASE`` seconds
    after it was renewed; the process trusts it ``MARGIN`` seconds less, so clocks of machines may differ by as much.
    """

    def __init__(
        self,
        database: Database,
        *,
        process_id: str,
        clock: Clock,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limits = Limits()
        self._database = database
        self._process_id = process_id
        self._clock = clock
        self._timer = timer
        self._leases: dict[tuple[Account, Month], Lease] = {}
        self._unrecorded: dict[str, Reservation] = {}
        self._turn = asyncio.Lock()
        self._beating: asyncio.Task[None] | None = None

    def follow(self, limits: Limits) -> None:
        """Keep these limits from now on; where they changed, every lease is asked for anew."""
        if limits != self.limits:
            self.limits = limits
            for lease in self._leases.values():
                lease.outdate()

    def demands_price(self, accounts: Iterable[Account]) -> Account | None:
        """The first of the accounts whose budget takes no call of which nobody knows the price."""
        return next((account for account in accounts if self.limits.demands_price(account)), None)

    async def reserve(self, accounts: Sequence[Account], *, micro_yen: int) -> Reservation | None:
        """Set aside what a call may cost, ``None`` where no budget limits it. Raises ``BudgetSpent``."""
        month = Month.of(self._clock())
        wishes = self._wishes(accounts, month=month)
        if not wishes or not micro_yen:
            return None
        if self._have(wishes, micro_yen):
            return self._take(wishes, micro_yen, month=month)
        async with self._turn:
            while not self._have(wishes := self._wishes(accounts, month=month), micro_yen):
                await self._ask(wishes, micro_yen, month=month)
            return self._take(wishes, micro_yen, month=month)

    def recorded(self, call_ids: Iterable[str]) -> None:
        """The records count these calls from now on."""
        if self._unrecorded:
            for call_id in call_ids:
                if reservation := self._unrecorded.pop(call_id, None):
                    reservation.recorded()

    async def start(self) -> None:
        """Renew the leases in the background."""
        async with self._database.write() as connection:
            await store.forget_expired(connection, self._clock())
        self._beating = asyncio.create_task(self._beat_forever())

    async def stop(self) -> None:
        """Give all leases back; those of calls that the records do not count yet end by themselves."""
        if self._beating is not None:
            self._beating.cancel()
            with suppress(asyncio.CancelledError):
                await self._beating
        if self._leases and not self._unrecorded:
            async with self._database.write() as connection:
                await store.release_all(connection, self._process_id)

    async def beat(self) -> None:
        """Renew the leases, and give back what was not needed lately."""
        async with self._turn:
            if self._leases:
                await self._renew()

    def _wishes(self, accounts: Iterable[Account], *, month: Month) -> list[_Wish]:
        wishes: list[_Wish] = []
        for account in accounts:
            limit = self.limits.of(account)
            if limit is not None:
                lease = self._leases.setdefault((account, month), Lease())
                wishes.append(_Wish(account, limit, lease))
        return sorted(wishes)

    def _have(self, wishes: Sequence[_Wish], micro_yen: int) -> bool:
        now = self._timer()
        return all(wish.lease.has(micro_yen, now=now) for wish in wishes)

    def _take(self, wishes: Sequence[_Wish], micro_yen: int, *, month: Month) -> Reservation:
        leases = [wish.lease for wish in wishes]
        return Reservation(leases, micro_yen, month=month, unrecorded=self._unrecorded)

    async def _ask(self, wishes: Sequence[_Wish], micro_yen: int, *, month: Month) -> None:
        """Have larger leases granted, all or none."""
        asked_at, limits = self._timer(), self.limits
        before = [wish.lease.granted for wish in wishes]
        async with self._database.write() as connection:
            granted = [await self._grant(connection, wish, micro_yen, month=month) for wish in wishes]
        for wish, old, new in zip(wishes, before, granted, strict=True):
            wish.lease.granted += new - old
            wish.lease.fresh_until = asked_at + LEASE - MARGIN
            wish.lease.outdated = self.limits is not limits

    async def _grant(self, connection: AsyncConnection, wish: _Wish, micro_yen: int, *, month: Month) -> int:
        """How much the process holds of one budget from now on; others wait until this is written."""
        now = self._clock()
        spent = await store.lock_spent(connection, wish.account, month)
        others = await store.held_by_others(
            connection, wish.account, month, process_id=self._process_id, now=now
        )
        needed = wish.lease.held + micro_yen
        left = wish.limit - spent - others - needed
        if left < 0:
            subject = await _shown(connection, wish.account)
            raise budget_spent(wish.account, subject=subject, limit=wish.limit, spent=spent, now=now)
        granted = needed + left // SHARE
        until = now + timedelta(seconds=LEASE)
        await store.hold(
            connection, wish.account, month, process_id=self._process_id, micro_yen=granted, until=until
        )
        return granted

    async def _renew(self) -> None:
        renewed: list[Lease] = []
        asked_at, now = self._timer(), self._clock()
        mine = self._due(asked_at)
        async with self._database.write() as connection:
            for (account, month), lease in mine:
                kept = await store.renew(
                    connection,
                    account,
                    month,
                    process_id=self._process_id,
                    micro_yen=max(lease.granted, lease.held),
                    now=now,
                    until=now + timedelta(seconds=LEASE),
                )
                renewed += [lease] if kept else []
        for lease in renewed:
            lease.fresh_until = asked_at + LEASE - MARGIN

    def _due(self, now: float) -> list[tuple[tuple[Account, Month], Lease]]:
        """The leases to write, in the order in which they are locked; those that nobody needs are let go."""
        due = [(key, lease) for key, lease in sorted(self._leases.items()) if now < lease.fresh_until]
        for _key, lease in due:
            if not lease.was_used:
                lease.give_up_the_rest()
            lease.was_used = False
        for key, lease in list(self._leases.items()):
            if not lease.held and (lease.granted <= 0 or now >= lease.fresh_until):
                del self._leases[key]
        return due

    async def _beat_forever(self) -> None:
        while True:
            await asyncio.sleep(BEAT)
            try:
                await self.beat()
            except Exception:  # the operator is told by the log; what is not renewed is not spent from
                logger.exception("The leases of budgets cannot be renewed and are tried again")


async def _shown(connection: AsyncConnection, account: Account) -> str:
    """What people call the subject of an account."""
    if account.scope is not BudgetScope.APP:
        return account.subject
    titles = await app_titles(connection, organisation_id=account.organisation_id)
    return titles.get(account.subject, account.subject)
