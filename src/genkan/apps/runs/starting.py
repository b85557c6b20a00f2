"""Beginning runs: what a form says is checked once more, written, and left for the worker."""

import re
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.app import App
from genkan.apps.errors import (
    ClassMissing,
    ClassTooHigh,
    ConversationClassLower,
    OutputNotPicked,
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
from genkan.apps.runs.pairing import RUN_APP, Pairing
from genkan.apps.runs.trial import NoTrial, RunAsked, RunTrial
from genkan.apps.store import files, runs, turns
from genkan.apps.usable import check_model
from genkan.catalogue import InformationClass
from genkan.gateway import introduce_app
from genkan.governance import Ledger, Person
from genkan.jobs import Queue
from genkan.kit import Clock, new_id

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
        pairing: Pairing,
        trial: RunTrial | None = None,
    ) -> None:
        self._trial = trial or NoTrial()
        self._pairing = pairing
        self._ledger = ledger
        self._expiring = expiring
        self._queue = queue
        self._clock = clock

    async def start(self, connection: AsyncConnection, starter: Starter, beginning: Beginning) -> str:
        """Begin a run and return its id, also where the form was sent twice.

        Raises ``ClassMissing``, ``ClassTooHigh``, ``ModelMissing``, ``ModelRefused``, ``TooManyRuns``, and ``RunUnknown``,
        ``RunNotEnded`` and ``OutputNotPicked`` (of the one that it goes on from).
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
        if await runs.add_run(connection, run):
            await self._begin(connection, run, starter, beginning)
        return run.id

    async def _begin(
        self, connection: AsyncConnection, run: Run, starter: Starter, beginning: Beginning
    ) -> None:
        """Leave a run that was written to the worker, or its two sides; its row keeps others from doing the same."""
        given = await self._given(connection, run, starter, beginning) or (run.deployment_id,)
        for deployment_id in given:
            await check_model(
                connection,
                starter.person,
                beginning.app,
                deployment_id=deployment_id,
                information_class=run.information_class,
            )
        await self._add_material(connection, run, beginning)
        first, *second = given
        if second:
            await self._leave_in_pair(connection, run, given)
        else:
            await self._leave(connection, replace(run, deployment_id=first), beginning)
        await self._expiring.schedule(connection, run.id)
        await self._tell_started(connection, replace(run, deployment_id=first))

    async def _leave_in_pair(self, connection: AsyncConnection, run: Run, given: tuple[str, ...]) -> None:
        now = self._clock()
        pair = replace(run, pair_id=run.id, deployment_id="", state=RunState.RUNNING, started_at=now)
        await runs.set_models(connection, pair)
        await self._pairing.begin(connection, pair, given)

    async def _leave(self, connection: AsyncConnection, run: Run, beginning: Beginning) -> None:
        await runs.set_models(connection, run)
        task = RUN_ELSEWHERE if beginning.app.is_elsewhere else RUN_APP
        await self._queue.enqueue(connection, task, payload={"run_id": run.id}, key=f"{task}:{run.id}")

    async def _given(
        self, connection: AsyncConnection, run: Run, starter: Starter, beginning: Beginning
    ) -> tuple[str, ...]:
        """The models that a trial gives, none where the person chooses."""
        app = beginning.app
        asked = RunAsked(
            run_id=run.id,
            session_id=run.session_id,
            app=app.id,
            models=app.models,
            information_class=run.information_class,
            words=words_of(run.values),
            is_elsewhere=app.is_elsewhere,
        )
        return await self._trial.give(connection, starter.person, asked) if beginning.may_join else ()

    async def _is_same(
        self, connection: AsyncConnection, run: Run, starter: Starter, beginning: Beginning
    ) -> bool:
        """Whether a form was sent twice; what it says of the model is nothing where a trial gave it."""
        if await self._trial.was_given(connection, run.id):
            beginning = replace(beginning, deployment_id=run.deployment_id)
        return await _is_same(connection, run, starter, beginning)

    async def _add_material(self, connection: AsyncConnection, run: Run, beginning: Beginning) -> None:
        await self._add_files(connection, run, beginning.filled)
        await turns.add_turns(connection, run.id, beginning.turns)
        await _introduce(connection, run.organisation_id, beginning.app)

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
    if previous is None or previous.side or not _is_of(previous, starter):
        raise RunUnknown
    if not previous.state.ended:
        raise RunNotEnded
    if previous.is_pair and previous.state is RunState.COMPLETED and not previous.picked_id:
        raise OutputNotPicked
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
