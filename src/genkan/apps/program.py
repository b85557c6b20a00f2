"""What an app does with a filled form, and what it may use for that: the same for every app of the house."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from genkan.apps.form.values import GivenFile, Values
from genkan.apps.output import Output
from genkan.catalogue import Deployment, InformationClass
from genkan.gateway import Departure


@dataclass(frozen=True)
class ReadFile:
    """A file of a run with its text; ``text`` has headings as Markdown, ``notices`` say what could not be read."""

    name: str
    media_type: str
    text: str
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """An article that a search found: ``reference`` as it is cited, ``text`` whole, ``link`` into the house."""

    reference: str
    text: str
    anchor: str
    link: str


@dataclass(frozen=True)
class Turn:
    """What was put in and came out earlier in the same conversation; ``said_at`` is None where nobody knows when."""

    values: Values
    text: str
    said_at: datetime | None = None


class Awaited(Exception):
    """Raised by a program whose other side works on: it is begun again ``after`` that time and knows its steps."""

    def __init__(self, after: timedelta) -> None:
        self.after = after
        super().__init__(f"awaited again after {after}")


class RunBench(Protocol):
    """What every piece of work knows of its run, and how it keeps what must not be done twice.

    ``progress`` raises ``RunStopped`` once a person has stopped the run.
    """

    @property
    def run_id(self) -> str:
        """The id of the run."""
        ...

    @property
    def session_id(self) -> str:
        """The id of the conversation, the same for each run that goes on from another."""
        ...

    @property
    def person_id(self) -> str:
        """Who runs it."""
        ...

    @property
    def organisation_id(self) -> str:
        """The organisation of who runs it."""
        ...

    @property
    def information_class(self) -> InformationClass:
        """How confidential what was put in is."""
        ...

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What came before in the conversation, oldest first."""
        ...

    @property
    def given(self) -> Mapping[str, tuple[GivenFile, ...]]:
        """The files as they came, by the key of their field."""
        ...

    @property
    def values(self) -> Values:
        """What was entered, checked against the form."""
        ...

    @property
    def files(self) -> Mapping[str, tuple[ReadFile, ...]]:
        """The files that came with the form, by the key of their field."""
        ...

    async def progress(self, done: int, of: int, *, label: str) -> None:
        """Tell the person how far the run is, such as ``3, 12, label="第3部分を読んでいます"``."""
        ...

    async def known(self, name: str) -> str | None:
        """What was kept under that name, None where nothing was."""
        ...

    async def keep(self, name: str, text: str) -> None:
        """Keep something for the rest of the run, at once and whatever happens next."""
        ...

    async def claim(self, name: str, text: str) -> bool:
        """Keep it where nothing is kept under that name yet; of two who claim the same, one alone is told True."""
        ...


class WayOut(Protocol):
    """How words of a run leave the house for a service that is no model."""

    def leaving(
        self, destination: Deployment, texts: tuple[str, ...]
    ) -> AbstractAsyncContextManager[Departure]:
        """A departure for all the words that are to be sent, to a service that charges nothing.

        The service is described as a deployment is: policy, switches, budgets, metering and the journal apply as to a
        model. Raises what the door raises; a kill switch cancels what goes on within.
        """
        ...


class Workbench(RunBench, WayOut, Protocol):
    """What the program of an app may use while it works for one run.

    What ``ask`` and ``once`` gave is kept under their ``name``: a run that was interrupted goes on from there, and no
    model is asked twice. Each raises ``RunStopped`` once a person has stopped the run.
    """

    @property
    def today(self) -> date:
        """The day in Japan."""
        ...

    @property
    def has_model(self) -> bool:
        """Whether a language model may be asked; the built-in extractive answerer is none."""
        ...

    async def ask(self, name: str, text: str, *, system: str = "", longest: int = 2048) -> str:
        """The answer of the run's model, of at most ``longest`` tokens. Raises ``ModelMissing`` without one."""
        ...

    async def once(self, name: str, make: Callable[[], Awaitable[str]]) -> str:
        """What ``make`` gives, made only once for the run."""
        ...

    async def search(self, query: str, *, limit: int = 8) -> tuple[Found, ...]:
        """Articles of the collections that the person may read and the app may search, best first."""
        ...

    async def terms(self, direction: str) -> str:
        """The terms that the person's organisation and teams translate alike, a line of ``原語,訳語`` each."""
        ...

    async def unread_collections(self) -> tuple[str, ...]:
        """The titles of the collections that the app names and that the person may not read, or that are no more."""
        ...

    async def check_citations(self, text: str, found: Sequence[Found] = ()) -> tuple[str, ...]:
        """What is wrong with the references and quotations in ``text``, a sentence each; empty where nothing is.

        ``[1]`` in it means the first of ``found``.
        """
        ...


Program = Callable[[Workbench], Awaitable[Output]]
"""The work of an app of the house. It fails by raising a ``Problem``."""
