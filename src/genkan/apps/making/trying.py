"""Trying a version: one filled form sent to several models, each answer a run like any other."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.events import MakingEvent
from genkan.apps.form.values import Filled
from genkan.apps.making.checking import check_runnable
from genkan.apps.making.errors import MadeAppUnknown, NoModelChosen
from genkan.apps.making.made_app import Version
from genkan.apps.making.recording import Recorder
from genkan.apps.making.sight import Sight, is_open, see
from genkan.apps.making.store import trials
from genkan.apps.making.store.trials import Trial
from genkan.apps.making.store.versions import find_version
from genkan.apps.run import Run
from genkan.apps.runs.starting import Beginning, Starter, Starting
from genkan.apps.store import runs
from genkan.catalogue import InformationClass
from genkan.governance import Viewer
from genkan.kit import Clock, new_id

MOST_MODELS = 6


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """A filled form, how confidential it is, and the deployments that are to work on it."""

    filled: Filled
    information_class: InformationClass | None
    deployment_ids: tuple[str, ...]


@dataclass(frozen=True)
class Tried:
    """A trial with its version and those of its runs that still exist, None where one was deleted."""

    trial: Trial
    sight: Sight
    version: Version
    runs: tuple[Run | None, ...]


@dataclass(frozen=True, slots=True)
class Trying:
    """Does what people do to try versions, in the transaction of the caller."""

    recorder: Recorder
    starting: Starting
    clock: Clock

    async def start(
        self, connection: AsyncConnection, viewer: Viewer, app_id: str, number: int, attempt: Attempt
    ) -> str:
        """Begin a run for each model and return the id of the trial.

        Raises ``MadeAppUnknown``, ``DraftFaulty``, ``NoModelChosen`` and what ``Starting.start`` raises.
        """
        sight, version = await triable(connection, viewer, app_id, number)
        await check_runnable(version.content)
        chosen = tuple(dict.fromkeys(attempt.deployment_ids))
        if not 0 < len(chosen) <= MOST_MODELS:
            raise NoModelChosen(most=MOST_MODELS)
        run_ids = [
            await self.starting.start(
                connection,
                Starter(viewer.person),
                Beginning(
                    app=version.content.as_app(version.id, owner="", same_as=app_id),
                    filled=attempt.filled,
                    information_class=attempt.information_class,
                    deployment_id=deployment_id,
                ),
            )
            for deployment_id in chosen
        ]
        trial = Trial(new_id(self.clock), version.id, viewer.person.id, self.clock(), tuple(run_ids))
        await trials.add_trial(connection, trial)
        await self.recorder.record(
            connection, MakingEvent.TRIED, sight.app, viewer, version=number, models=len(chosen)
        )
        return trial.id


async def triable(
    connection: AsyncConnection, viewer: Viewer, app_id: str, number: int
) -> tuple[Sight, Version]:
    """A version that the person may try: a team all of its own, a reviewer what is in review.

    Raises ``MadeAppUnknown``.
    """
    sight = await see(connection, viewer, app_id)
    version = next((each for each in sight.versions if each.number == number), None)
    if version is None or not (sight.writes or is_open(version)):
        raise MadeAppUnknown
    return sight, version


async def find_tried(connection: AsyncConnection, viewer: Viewer, trial_id: str) -> Tried:
    """A trial as its team and its reviewers see it, whoever ran it. Raises ``MadeAppUnknown``."""
    trial = await trials.find_trial(connection, trial_id)
    version = await find_version(connection, trial.version_id) if trial else None
    if trial is None or version is None:
        raise MadeAppUnknown
    sight = await see(connection, viewer, version.app_id)
    if version.id not in {each.id for each in sight.versions}:
        raise MadeAppUnknown
    found = [await runs.find_run(connection, run_id) for run_id in trial.run_ids]
    return Tried(trial, sight, version, tuple(found))
