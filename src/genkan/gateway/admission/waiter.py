"""A call that waits for a place."""

import asyncio
from collections.abc import Callable

from genkan.gateway.admission.place import Place
from genkan.kit import Problem


class Waiter:
    """Waits until it is given a place or turned away; ``gone`` once either happened, or its caller left.

    ``fair_key`` is an organisation, or an organisation and one of its people or keys with ``/`` between.
    """

    __slots__ = ("_on_position", "_outcome", "_told", "fair_key", "timeout", "tokens")

    def __init__(self, *, fair_key: str, tokens: int, on_position: Callable[[int], None] | None) -> None:
        self.fair_key = fair_key
        self.tokens = tokens
        self.timeout: asyncio.TimerHandle | None = None
        self._on_position = on_position
        self._told = 0
        self._outcome: asyncio.Future[Place] = asyncio.get_running_loop().create_future()

    @property
    def gone(self) -> bool:
        """Whether nothing is to be given to it any more."""
        return self._outcome.done()

    def admit(self, place: Place) -> None:
        """Give the place that it waited for."""
        self._outcome.set_result(place)

    def turn_away(self, problem: Problem) -> None:
        """End the waiting with a reason."""
        if not self._outcome.done():
            self._outcome.set_exception(problem)

    def tell(self, position: int) -> None:
        """Tell how many will be served up to this one, where that became better; others may go between unseen."""
        if self._on_position is None or self.gone or 0 < self._told <= position:
            return
        self._told = position
        self._outcome.get_loop().call_soon(self._say, position)

    async def outcome(self) -> Place:
        """The place; a caller that leaves at the moment it was given gives it back."""
        try:
            return await self._outcome
        except asyncio.CancelledError:
            if not self._outcome.cancelled() and self._outcome.exception() is None:
                self._outcome.result().leave(failed=None)
            raise

    def _say(self, position: int) -> None:
        if self._on_position is not None and not self.gone:
            self._on_position(position)
