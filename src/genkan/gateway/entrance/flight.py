"""Calls on their way, and how a kill switch cuts them."""

import asyncio
from collections.abc import Iterable

from genkan.gateway.admission.place import Place
from genkan.gateway.budgets import Reservation
from genkan.gateway.entrance.call import Call
from genkan.gateway.switches import Stopped, Switch


class Flight:
    """A call from its coming to its end, and what is held for it; the task that flies it is the one that began it."""

    __slots__ = ("_all", "_cancelled", "_task", "call", "cut_by", "place", "reservation")

    def __init__(self, call: Call, flights: "set[Flight]") -> None:
        self.call = call
        self.place: Place | None = None
        self.reservation: Reservation | None = None
        self.cut_by: Switch | None = None
        self._cancelled = False
        self._task = asyncio.current_task()
        self._all = flights
        flights.add(self)

    def cut(self, switch: Switch) -> None:
        """End the call wherever it is; its task is cancelled and asks ``why``."""
        self.cut_by, self._cancelled = switch, True
        self._all.discard(self)
        if self._task is not None:
            self._task.cancel()

    def why(self) -> Stopped | None:
        """Which error a cancellation stands for, where a switch caused it; the task is then cancelled no longer."""
        if self.cut_by is None:
            return None
        if self._cancelled and self._task is not None:
            self._cancelled = False
            self._task.uncancel()
        return self.cut_by.error()

    def land(self, call_id: str = "", *, cost: int = 0, failed: bool | None = None) -> None:
        """Free what was held for the call, which cost so many millionths of a yen."""
        self._all.discard(self)
        if self.reservation is not None:
            self.reservation.settle(call_id, cost)
        if self.place is not None:
            self.place.leave(failed=failed)


class Flights:
    """The calls of one process that have not ended."""

    def __init__(self) -> None:
        self._flights: set[Flight] = set()

    def begin(self, call: Call) -> Flight:
        """A call that the present task makes."""
        return Flight(call, self._flights)

    def cut(self, switches: Iterable[Switch]) -> None:
        """End every call that falls under one of the switches."""
        for switch in switches:
            for flight in [flight for flight in self._flights if flight.call.falls_under(switch)]:
                flight.cut(switch)
