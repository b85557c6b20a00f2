"""Trying an external app before it is offered: one call for an administrator, of which no run is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from genkan.apps.external.app import ExternalApp
from genkan.apps.external.caller import ExternalCaller
from genkan.apps.external.kept import Promised
from genkan.apps.form.values import GivenFile, Values
from genkan.apps.output import Output
from genkan.apps.program import Awaited, ReadFile, Turn
from genkan.catalogue import InformationClass


@dataclass(frozen=True)
class Accepted:
    """The app works on it: where its status could be asked for, which nobody does for a trial."""

    address: str


@dataclass(frozen=True)
class _TrialBench:
    """What a call needs, kept for as long as it lasts."""

    run_id: str
    session_id: str
    person_id: str
    organisation_id: str
    values: Values
    information_class: InformationClass = InformationClass.ONE
    turns: tuple[Turn, ...] = ()
    given: Mapping[str, tuple[GivenFile, ...]] = field(default_factory=dict[str, tuple[GivenFile, ...]])
    files: Mapping[str, tuple[ReadFile, ...]] = field(default_factory=dict[str, tuple[ReadFile, ...]])
    steps: dict[str, str] = field(default_factory=dict[str, str])

    async def progress(self, done: int, of: int, *, label: str) -> None:
        """Nobody follows a trial but who waits for its page."""

    async def known(self, name: str) -> str | None:
        """What was kept of this one call."""
        return self.steps.get(name)

    async def keep(self, name: str, text: str) -> None:
        """Keep it until the page is there."""
        self.steps[name] = text

    async def claim(self, name: str, text: str) -> bool:
        """Nobody else works on a trial."""
        return self.steps.setdefault(name, text) is text


async def try_app(
    caller: ExternalCaller, app: ExternalApp, values: Values, *, person_id: str, trial_id: str
) -> Output | Accepted:
    """What the app gives to these values, which count as public. Raises what a run of it would fail with."""
    bench = _TrialBench(trial_id, trial_id, person_id, app.organisation_id, values)
    try:
        return await caller.work(app.id, bench, trying=True)
    except Awaited:
        return Accepted(Promised.read(bench.steps[Promised.STEP]).address)
