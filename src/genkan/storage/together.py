"""Doing in one transaction what many ask for at about the same time, each with an outcome of its own."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Outcome = TypeVar("Outcome")


@dataclass(eq=False)
class _Waiting(Generic[Asked, Outcome]):
    """One thing that is asked for, and where its outcome is told."""

    asked: Asked
    told: "asyncio.Future[Outcome]"


class Together(Generic[Asked, Outcome]):
    """Passes what many ask for to ``do``, up to ``most`` of them at once, one call after the other.

    ``do`` gives an outcome for each in their order, an error among them for those that cannot be done. Where it raises
    instead, each is done alone, so that nobody fails for the fault of another. What has the same ``key`` as something in
    a group waits for the next group. Whoever stops waiting takes nothing back: it is done all the same.
    """

    def __init__(
        self,
        do: Callable[[Sequence[Asked]], Awaitable[Sequence[Outcome | Exception]]],
        *,
        key: Callable[[Asked], Hashable],
        most: int,
        gather_seconds: float,
    ) -> None:
        self._do = do
        self._key = key
        self._most = most
        self._gather_seconds = gather_seconds
        self._waiting: deque[_Waiting[Asked, Outcome]] = deque()
        self._doing: asyncio.Task[None] | None = None

    async def ask(self, asked: Asked) -> Outcome:
        """The outcome, once the call that brought it has returned; raises what came of it instead."""
        told: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(asked, told))
        if self._doing is None:
            self._doing = asyncio.create_task(self._do_all())
        return await asyncio.shield(told)

    async def drain(self) -> None:
        """Wait until everything that was asked for is done."""
        while self._doing is not None:
            await asyncio.wait([self._doing])

    async def _do_all(self) -> None:
        try:
            while self._waiting:
                await asyncio.sleep(self._gather_seconds)
                await self._do_group(self._take())
        finally:
            self._doing = None

    def _take(self) -> list[_Waiting[Asked, Outcome]]:
        """The first that wait, each key once; the others stay in their order."""
        group: dict[Hashable, _Waiting[Asked, Outcome]] = {}
        later: list[_Waiting[Asked, Outcome]] = []
        while self._waiting and len(group) < self._most:
            one = self._waiting.popleft()
            if group.setdefault(self._key(one.asked), one) is not one:
                later.append(one)
        self._waiting.extendleft(reversed(later))
        return list(group.values())

    async def _do_group(self, group: list[_Waiting[Asked, Outcome]]) -> None:
        try:
            outcomes = await self._do([one.asked for one in group])
        except Exception as error:  # noqa: BLE001 - each waiter is told, of this error or of what came of doing it alone
            if len(group) > 1:
                await asyncio.gather(*(self._do_group([one]) for one in group))
            else:
                _tell(group[0].told, error)
        else:
            for one, outcome in zip(group, outcomes, strict=True):
                _tell(one.told, outcome)
        finally:
            for one in group:
                one.told.cancel()


def _tell(told: "asyncio.Future[Outcome]", outcome: Outcome | Exception) -> None:
    if isinstance(outcome, Exception):
        told.set_exception(outcome)
    else:
        told.set_result(outcome)
