"""What a trial of models does with runs: it gives some of them their model or two, and hears how they end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.run import Run, RunState
from genkan.catalogue import InformationClass
from genkan.governance import Person

Hide = Callable[[str], str]
"""A text without the names that could tell which model wrote it."""


@dataclass(frozen=True, kw_only=True)
class RunAsked:
    """A run that is to be begun. ``app`` is the id of this very version, ``models`` are those that the app admits, ``words`` what
    was entered.

    ``is_elsewhere``: another server does the work, so that no model of the house can be given.
    """

    run_id: str
    session_id: str
    app: str
    models: tuple[str, ...]
    information_class: InformationClass
    words: str
    is_elsewhere: bool = False


@dataclass(frozen=True, kw_only=True)
class RunEnd:
    """How a run ended, at what moment, and how long its text is, in characters."""

    run: Run
    state: RunState
    characters: int
    at: datetime


class RunTrial(Protocol):
    """The trial as runs see it; everything happens in the transaction of the caller."""

    async def gives_models(
        self, connection: AsyncConnection, person: Person, *, app: str, information_class: InformationClass
    ) -> bool:
        """Whether the trial decides which model does the person's next run of the app, and not the person."""
        ...

    async def give(self, connection: AsyncConnection, person: Person, asked: RunAsked) -> tuple[str, ...]:
        """The id of the deployment that is to do the run, or of two that do it side by side, A first.

        None where the run takes no part.
        """
        ...

    async def was_given(self, connection: AsyncConnection, run_id: str) -> bool:
        """Whether the trial gave the run its model, which the person must not be told now."""
        ...

    async def hiding(self, connection: AsyncConnection, run_id: str) -> Hide | None:
        """What hides the names of models in the output of such a run; ``None`` where they may be told."""
        ...

    def shown_at(self, sides: Sequence[Run]) -> datetime:
        """When both outputs of a pair may be seen, all of whose sides have ended."""
        ...

    async def end(self, connection: AsyncConnection, end: RunEnd) -> None:
        """Hear that a run has ended, of whichever kind it is."""
        ...

    async def forget(self, connection: AsyncConnection, run_ids: Sequence[str]) -> None:
        """Hear that runs are being deleted with everything that was written in them."""
        ...


class NoTrial:
    """Where no trial is joined to the apps, everyone chooses the model."""

    async def gives_models(
        self, connection: AsyncConnection, person: Person, *, app: str, information_class: InformationClass
    ) -> bool:
        """Never."""
        return False

    async def give(self, connection: AsyncConnection, person: Person, asked: RunAsked) -> tuple[str, ...]:
        """No model."""
        return ()

    async def was_given(self, connection: AsyncConnection, run_id: str) -> bool:
        """Never."""
        return False

    async def hiding(self, connection: AsyncConnection, run_id: str) -> Hide | None:
        """Nothing is hidden."""
        return None

    def shown_at(self, sides: Sequence[Run]) -> datetime:
        """As soon as both have ended."""
        return max(side.ended_at or side.created_at for side in sides)

    async def end(self, connection: AsyncConnection, end: RunEnd) -> None:
        """Nothing is done."""

    async def forget(self, connection: AsyncConnection, run_ids: Sequence[str]) -> None:
        """Nothing is done."""
