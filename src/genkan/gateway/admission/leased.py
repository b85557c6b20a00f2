"""Admission whose places are counted for all processes by a server."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import islice

from genkan.gateway.admission.admission import Admission
from genkan.gateway.admission.breaker import BreakerRules
from genkan.gateway.admission.errors import CountingAway
from genkan.gateway.admission.lane import UNLIMITED, Lane
from genkan.gateway.admission.limits import Limits
from genkan.gateway.admission.line import Line
from genkan.gateway.admission.place import Place
from genkan.gateway.admission.shares import Shares
from genkan.gateway.admission.valkey import Lease, LeaseLimits, Leases
from genkan.gateway.admission.waiter import Waiter
from genkan.gateway.route import Route

_AT_ONCE = 64
_ASK_AGAIN = 0.03
_BEATS_IN_A_LEASE = 3
_USUAL_PAUSE = 2

logger = logging.getLogger(__name__)


class LeasedAdmission(Admission):
    """Admits calls by leases. ``start`` before use, ``stop`` at the end.

    ``try_enter`` always gives ``None``: only the server knows what is free. Breakers and the order within the process
    are its own; processes take turns at the server. Where the server is away, calls are turned away.
    """

    def __init__(
        self,
        leases: Leases,
        *,
        limits: Limits | None = None,
        rules: BreakerRules | None = None,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(limits=limits, rules=rules, timer=timer)
        self._leases = leases
        self._work = asyncio.Event()
        self._away = False
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begin to ask for places and to prolong leases."""
        self._tasks = [asyncio.create_task(self._ask_forever()), asyncio.create_task(self._beat_forever())]

    async def stop(self) -> None:
        """Give all places back and close the connections."""
        for task in self._tasks:
            task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*self._tasks)
        with suppress(CountingAway):
            await self._leases.close()

    def share(self, shares: Shares) -> None:
        """Nothing: the server counts for all, so every process may use everything."""

    def try_enter(self, route: Route, *, fair_key: str, tokens: int) -> Place | None:
        """Always ``None``: the server has to be asked."""
        return None

    def take_back(self, place: Place, *, failed: bool | None) -> None:
        """Count a place as free, for all processes with the next word to the server."""
        self._leases.leave(place.deployment.id, place.lease)
        super().take_back(place, failed=failed)
        self._work.set()

    def _serve(self, lanes: Iterable[Lane]) -> None:
        self._work.set()

    async def _ask_forever(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(_ASK_AGAIN if self.waiting() else None):
                    await self._work.wait()
            self._work.clear()
            try:
                await self._ask()
            except CountingAway as problem:
                self._note(away=True)
                self._turn_all_away(problem.retry_after)
            except Exception:  # the operator is told by the log, who waits by 503
                logger.exception("Places cannot be asked for; calls are turned away")
                self._turn_all_away(_USUAL_PAUSE)

    def _note(self, *, away: bool) -> None:
        """Log once that the server went away, and once that it is back."""
        if away and not self._away:
            logger.warning("The server that counts calls does not answer; calls are turned away")
        if self._away and not away:
            logger.warning("The server that counts calls answers again; calls are taken")
        self._away = away

    async def _ask(self) -> None:
        await self._leases.flush()
        for line in list(self._hall.lines.values()):
            if line.queue:
                await self._ask_for(line)

    async def _ask_for(self, line: Line) -> None:
        now = self._timer()
        lanes = sorted(
            (lane for lane in line.lanes if lane.limit and lane.breaker.admits(now)),
            key=lambda lane: lane.served,
        )
        waiters = [waiter for waiter in islice(line.queue, _AT_ONCE) if not waiter.gone]
        if not lanes or not waiters:
            return
        leases = await self._leases.enter(
            [_limits_of(lane) for lane in lanes],
            tokens=[waiter.tokens for waiter in waiters],
            more=len(line.queue) > len(waiters),
        )
        self._note(away=False)
        for waiter, lease in zip(waiters, leases, strict=True):
            if lease is not None:
                self._hand(line, waiter, lanes[lease.lane], lease)
        line.show()
        if line.queue and leases[-1] is not None:
            self._work.set()

    def _hand(self, line: Line, waiter: Waiter, lane: Lane, lease: Lease) -> None:
        """Give a place to who asked for it; back to the server where that one left, or the deployment closed."""
        if waiter.gone or not lane.limit:
            self._leases.leave(lane.deployment.id, lease.member)
            self._work.set()
            return
        line.queue.take(waiter)
        waiter.admit(self._give(lane, tokens=waiter.tokens, now=self._timer(), lease=lease.member))

    def _turn_all_away(self, retry_after: int) -> None:
        for line in self._hall.lines.values():
            for waiter in list(line.queue):
                line.queue.remove(waiter)
                waiter.turn_away(CountingAway(retry_after=retry_after))
            line.show()

    async def _beat_forever(self) -> None:
        while True:
            await asyncio.sleep(self._leases.seconds / _BEATS_IN_A_LEASE)
            try:
                await self._leases.beat()
            except CountingAway:
                self._note(away=True)
            except Exception:  # the operator is told by the log; the next beat tries again
                logger.exception("Leases cannot be prolonged")


def _limits_of(lane: Lane) -> LeaseLimits:
    return LeaseLimits(
        deployment_id=lane.deployment.id,
        limit=lane.limit,
        token_limit=None if lane.token_limit == UNLIMITED else lane.token_limit,
        most=_AT_ONCE if lane.breaker.closed else 1,
    )
