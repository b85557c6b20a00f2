"""Beginning runs: what a form says is checked once more, written, and left for the worker."""

import re
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.app import App
from genkan.apps.errors import (
    ClassMissing,
    ClassTooHigh,
    ConversationClassLower,
    RunNotEnded,
    RunUnknown,
    TooManyRuns,
)
from genkan.apps.events import AppEvent
from genkan.apps.files.kind import media_type_of
from genkan.apps.form.values import Filled, words_of
from genkan.apps.program import Turn
from genkan.apps.run import FileSide, Run, RunFile, RunState
from genkan.apps.runs.expiring import Expiring
from genkan.apps.runs.trial import NoTrial, RunAsked, RunTrial
from genkan.apps.store import files, runs, turns
from genkan.apps.usable import check_model
from genkan.catalogue import InformationClass
from genkan.gateway import introduce_app
from genkan.governance import Ledger, Person
from genkan.jobs import Queue
from genkan.kit import Clock, new_id

RUN_APP = "apps.run"
RUN_ELSEWHERE = "apps.run_elsewhere"
MOST_OPEN = 300
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """What is sent: a filled form, how confidential it is, and which model is to work on it.

    ``previous_id`` is the run that this one goes on from, or ``session_id`` its conversation; ``turns`` are what came
    before where a host outside says so. ``run_id`` is the id that the form carries, so that the same form sent twice
    runs once. ``may_join``: a trial of models may decide which model does it.
    """

    app: App
    filled: Filled
    information_class: InformationClass | None
    deployment_id: str = ""
    previous_id: str = ""
    session_id: str = ""
    run_id: str = ""
    turns: tuple[Turn, ...] = ()
    may_join: bool = False


@dataclass(frozen=True)
class Starter:
    """Who begins a run: a person, or a program with a key for whom ``person`` answers."""

    person: Person
    api_key_id: str = ""
    outside_user: str = ""


class Starting:
    """Begins runs within the transaction of the caller."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        queue: Queue,
        clock: Clock,
        expiring: Expiring,
        trial: RunTrial | None = None,
    ) -> None:
        self._trial = trial or NoTrial()
        self._ledger = ledger
        self._expiring = expiring
        self._queue = queue
        self._clock = clock

    async def start(self, connection: AsyncConnection, starter: Starter, beginning: Beginning) -> str:
        """Begin a run and return its id, also where the form was sent twice.

        Raises ``ClassMissing``, ``ClassTooHigh``, ``ModelMissing``, ``ModelRefused``, ``TooManyRuns``, ``RunUnknown``
        and ``RunNotEnded`` (of the one that it goes on from).
        """
        information_class = _checked_class(beginning)
        run_id = beginning.run_id if _ID.fullmatch(beginning.run_id) else new_id(self._clock)
        existing = await runs.find_run(connection, run_id)
        if existing is not None and await self._is_same(connection, existing, starter, beginning):
            return run_id
        await _check_room(connection, starter)
        run = self._run(
            starter, beginning, information_class, run_id=new_id(self._clock) if existing else run_id
        )
        run = replace(run, session_id=await _session(connection, starter, beginning) or run.id)
        run = await self._with_model(connection, run, starter, beginning)
        await self._write(connection, run, beginning)
        return run.id

    async def _with_model(
        self, connection: AsyncConnection, run: Run, starter: Starter, beginning: Beginning
    ) -> Run:
        """The run with the model that a trial gives, else with the chosen one."""
        app = beginning.app
        asked = RunAsked(
            run_id=run.id,
            session_id=run.session_id,
            app=app.lasting_id,
            models=app.models,
            information_class=run.information_class,
            words=words_of(run.values),
        )
        joins = beginning.may_join and not app.is_elsewhere
        given = await self._trial.give(connection, starter.person, asked) if joins else ""
        chosen = given or run.deployment_id
        await check_model(
            connection,
            starter.person,
            app,
            deployment_id=chosen,
            information_class=run.information_class,
        )
        return replace(run, deployment_id=chosen)

    async def _is_same(
        self, connection: AsyncConnection, run: Run, starter: Starter, beginning: Beginning
    ) -> bool:
        """Whether a form was sent twice; what it says of the model is nothing where a trial gave it."""
        if await self._trial.was_given(connection, run.id):
            beginning = replace(beginning, deployment_id=run.deployment_id)
        return await _is_same(connection, run, starter, beginning)

    async def _write(self, connection: AsyncConnection, run: Run, beginning: Beginning) -> None:
        if not await runs.add_run(connection, run):
            return
        await self._add_files(connection, run, beginning.filled)
        await turns.add_turns(connection, run.id, beginning.turns)
        await _introduce(connection, run.organisation_id, beginning.app)
        task = RUN_ELSEWHERE if beginning.app.is_elsewhere else RUN_APP
        await self._queue.enqueue(connection, task, payload={"run_id": run.id}, key=f"{task}:{run.id}")
        await self._expiring.schedule(connection, run.id)
        await self._tell_started(connection, run)

    async def _tell_started(self, connection: AsyncConnection, run: Run) -> None:
        """The model is left out where a trial gave it: the trial records it where nobody reads it before the end."""
        given = await self._trial.was_given(connection, run.id)
        details = {"app": run.app_id, "information_class": int(run.information_class), "key": run.api_key_id}
        await self._ledger.record(
            connection,
            AppEvent.STARTED,
            actor=run.person_id,
            organisation_id=run.organisation_id,
            object_id=run.id,
            details=details if given else {**details, "deployment": run.deployment_id},
        )

    def _run(
        self, starter: Starter, beginning: Beginning, information_class: InformationClass, *, run_id: str
    ) -> Run:
        return Run(
            id=run_id,
            person_id=starter.person.id,
            organisation_id=starter.person.organisation_id,
            app_id=beginning.app.id,
            title=beginning.app.title,
            values=beginning.filled.values,
            information_class=information_class,
            deployment_id=beginning.deployment_id,
            session_id=run_id,
            previous_id=beginning.previous_id or None,
            state=RunState.WAITING,
            created_at=self._clock(),
            api_key_id=starter.api_key_id,
            outside_user=starter.outside_user,
        )

    async def _add_files(self, connection: AsyncConnection, run: Run, filled: Filled) -> None:
        pairs = [(key, file) for key, given in filled.files.items() for file in given]
        for position, (key, file) in enumerate(pairs):
            kept = RunFile(
                id=new_id(self._clock),
                run_id=run.id,
                side=FileSide.GIVEN,
                key=key,
                name=file.name,
                media_type=media_type_of(file.content, name=file.name),
                size=len(file.content),
            )
            await files.add_file(connection, kept, file.content, position=position)


async def _introduce(connection: AsyncConnection, organisation_id: str, app: App) -> None:
    """Have the door know the app; one that runs elsewhere was introduced by its own name when it was registered."""
    if not app.is_elsewhere:
        await introduce_app(connection, organisation_id, app.lasting_id, title=app.title, renames=False)


async def _check_room(connection: AsyncConnection, starter: Starter) -> None:
    open_runs = await runs.count_open(connection, starter.person.id, api_key_id=starter.api_key_id)
    if open_runs >= MOST_OPEN:
        raise TooManyRuns(limit=MOST_OPEN)


async def _session(connection: AsyncConnection, starter: Starter, beginning: Beginning) -> str:
    """The conversation of the run that this one goes on from, if it does."""
    if not beginning.previous_id:
        return beginning.session_id
    previous = await runs.find_run(connection, beginning.previous_id)
    if previous is None or not _is_of(previous, starter):
        raise RunUnknown
    if not previous.state.ended:
        raise RunNotEnded
    if (beginning.information_class or 0) < previous.information_class:
        raise ConversationClassLower(before=previous.information_class.label)
    return previous.session_id


async def _is_same(connection: AsyncConnection, run: Run, starter: Starter, beginning: Beginning) -> bool:
    """Whether a form that was sent twice says what it said the first time; one that was corrected is another run."""
    stated = (beginning.app.id, dict(beginning.filled.values), beginning.information_class)
    if not _is_of(run, starter) or stated != (run.app_id, dict(run.values), run.information_class):
        return False
    if (beginning.deployment_id, beginning.previous_id) != (run.deployment_id, run.previous_id or ""):
        return False
    sent = [(key, file.name, file.content) for key, given in beginning.filled.files.items() for file in given]
    return sent == [
        (file.key, file.name, await files.content_of(connection, run.id, file.id))
        for file in await files.files_of(connection, run.id, FileSide.GIVEN)
    ]


def _is_of(run: Run, starter: Starter) -> bool:
    return run.person_id == starter.person.id and run.api_key_id == starter.api_key_id


def _checked_class(beginning: Beginning) -> InformationClass:
    if beginning.information_class is None:
        raise ClassMissing
    if beginning.information_class > beginning.app.highest_class:
        raise ClassTooHigh(highest=beginning.app.highest_class.label)
    return beginning.information_class
