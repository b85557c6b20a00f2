"""What a trial of models does with runs: it gives some of them their model, and hears how they end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.run import Run, RunState
from genkan.catalogue import InformationClass
from genkan.governance import Person


@dataclass(frozen=True, kw_only=True)
class RunAsked:
    """A run that is to be begun. ``app`` is the lasting id, ``models`` are those that the app admits, ``words`` what was entered."""

    run_id: str
    session_id: str
    app: str
    models: tuple[str, ...]
    information_class: InformationClass
    words: str


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

    async def give(self, connection: AsyncConnection, person: Person, asked: RunAsked) -> str:
        """The id of the deployment that is to do the run; empty where the run takes no part."""
        ...

    async def was_given(self, connection: AsyncConnection, run_id: str) -> bool:
        """Whether the trial gave the run its model, which the person must not be told now."""
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

    async def give(self, connection: AsyncConnection, person: Person, asked: RunAsked) -> str:
        """No model."""
        return ""

    async def was_given(self, connection: AsyncConnection, run_id: str) -> bool:
        """Never."""
        return False

    async def end(self, connection: AsyncConnection, end: RunEnd) -> None:
        """Nothing is done."""

    async def forget(self, connection: AsyncConnection, run_ids: Sequence[str]) -> None:
        """Nothing is done."""
