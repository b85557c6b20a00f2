"""Beginning lending an app, ending it, and running one for a program outside."""

import hashlib
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.errors import AppUnknown, ModelNotOpened
from genkan.apps.events import AppEvent
from genkan.apps.files.accepting import Accepting
from genkan.apps.form.filling import fill
from genkan.apps.form.values import Filled, GivenFile, Values
from genkan.apps.gennai.conversation import Turn
from genkan.apps.gennai.usage import Usage
from genkan.apps.offered import Offered, Offers, Origin
from genkan.apps.run import FileSide, Run
from genkan.apps.runs.bench import USED
from genkan.apps.runs.starting import Beginning, Starter, Starting
from genkan.apps.runs.used import usage_of
from genkan.apps.serving import store
from genkan.apps.serving.history import history_of
from genkan.apps.serving.quota import check_quota, spend
from genkan.apps.serving.served_app import USUAL_PER_MINUTE, ServedApp
from genkan.apps.store import files, runs, steps
from genkan.apps.usable import check_model
from genkan.catalogue import InformationClass, find_deployment
from genkan.gateway import KeyHolder
from genkan.governance import Ledger, Organisation, Viewer, find_organisation, permissions_of
from genkan.kit import Clock


class Lent(NamedTuple):
    """An app with the terms on which it is lent."""

    offered: Offered
    served: ServedApp


@dataclass(frozen=True)
class OutsideCall:
    """What a program sent: values and files by key, which conversation it belongs to, and for whom it asks.

    ``turns`` are what came before in the conversation as the program has it.
    """

    values: Values
    files: dict[str, tuple[GivenFile, ...]]
    information_class: InformationClass
    session: str = ""
    user: str = ""
    turns: tuple[Turn, ...] = ()


class Told(NamedTuple):
    """A run as the program that began it is told: the files that it made, and what its model was used for."""

    run: Run
    made: tuple[GivenFile, ...]
    usage: tuple[Usage, ...]


class Lending:
    """Each within the transaction of the caller, save ``fill``, which may take long."""

    def __init__(
        self, offers: Offers, starting: Starting, *, ledger: Ledger, clock: Clock, accepting: Accepting
    ) -> None:
        self._accepting = accepting
        self._offers = offers
        self._starting = starting
        self._ledger = ledger
        self._clock = clock

    async def lend(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        app_id: str,
        *,
        deployment_id: str,
        per_minute: int | None = USUAL_PER_MINUTE,
        per_month: int | None = None,
    ) -> None:
        """Let holders of the organisation's keys run an app with this model, each so often.

        Raises ``AppUnknown``, also for an app that runs elsewhere, ``ModelMissing``, ``ModelRefused`` and ``QuotaUnfit``.
        """
        check_quota(per_minute, per_month)
        offered = await self._lendable(connection, viewer, app_id, deployment_id)
        served = ServedApp(
            viewer.organisation.id,
            offered.lasting_id,
            deployment_id,
            self._clock(),
            viewer.person.id,
            per_minute,
            per_month,
        )
        await store.write_served(connection, served)
        await self._record(connection, viewer, AppEvent.LENT, served.app_id, deployment=deployment_id)

    async def _lendable(
        self, connection: AsyncConnection, viewer: Viewer, app_id: str, deployment_id: str
    ) -> Offered:
        offered = await self._offers.find_for(connection, viewer, app_id)
        if offered.origin is Origin.EXTERNAL:
            raise AppUnknown
        await check_model(
            connection,
            viewer.person,
            offered.app,
            deployment_id=deployment_id,
            information_class=InformationClass.ONE,
        )
        return offered

    async def end(self, connection: AsyncConnection, viewer: Viewer, app_id: str) -> None:
        """Lend an app no more; what runs already goes on."""
        if await store.find_served(connection, viewer.organisation.id, app_id) is None:
            return
        await store.remove_served(connection, viewer.organisation.id, app_id)
        await self._record(connection, viewer, AppEvent.LENDING_ENDED, app_id)

    async def run(
        self, connection: AsyncConnection, holder: KeyHolder, lent: Lent, call: OutsideCall, filled: Filled
    ) -> str:
        """Begin a run for a program; returns its id. Raises ``ModelNotOpened``, ``ClassTooHigh`` and ``TooManyRuns``."""
        app = lent.offered.app
        await _check_opened(connection, holder, lent.served.deployment_id)
        beginning = Beginning(
            app=app,
            filled=filled,
            information_class=call.information_class,
            deployment_id=lent.served.deployment_id,
            session_id=_session(holder, call) if app.form.continues else "",
            turns=history_of(app.form, call.turns),
        )
        starter = Starter(holder.owner, holder.key.id, _digest(holder, call.user))
        return await self._starting.start(connection, starter, beginning)

    async def admit(self, connection: AsyncConnection, holder: KeyHolder, lent: Lent) -> None:
        """Count a request of the key. Raises ``QuotaSpent``, which takes the count back with the transaction."""
        await spend(connection, holder.key.id, lent.served, now=self._clock())

    async def outcome(self, connection: AsyncConnection, holder: KeyHolder, run_id: str) -> Told:
        """A run that a program with this key began, with what came of it. Raises ``RunUnknown``."""
        run = await runs.find_run_of_key(connection, run_id, api_key_id=holder.key.id)
        made = [
            GivenFile(file.name, await files.content_of(connection, run.id, file.id) or b"")
            for file in await files.files_of(connection, run.id, FileSide.MADE)
        ]
        used = await steps.texts_of(connection, run.id, beginning=USED)
        return Told(run, tuple(made), usage_of(used))

    async def lent(self, connection: AsyncConnection, holder: KeyHolder, app_id: str) -> Lent:
        """An app that holders of this key may run; raises ``AppUnknown``."""
        served = await store.find_served(connection, holder.key.organisation_id, app_id)
        organisation = await find_organisation(connection, organisation_id=holder.key.organisation_id)
        if served is None or organisation is None:
            raise AppUnknown
        offered = await self._offers.find_for(connection, _as_viewer(holder, organisation), app_id)
        return Lent(offered, served)

    async def fill(self, lent: Lent, call: OutsideCall) -> Filled:
        """What was sent as a filled form, its files looked at and scanned. Raises ``FormFaulty`` and a ``ScanProblem``."""
        raw = {key: [value] for key, value in call.values.items()}
        filled = fill(lent.offered.app.form, raw, call.files)
        await self._accepting.accept(lent.offered.app.form, filled)
        return filled

    async def _record(
        self, connection: AsyncConnection, viewer: Viewer, kind: AppEvent, app_id: str, **details: str
    ) -> None:
        await self._ledger.record(
            connection,
            kind,
            actor=viewer.person.id,
            organisation_id=viewer.organisation.id,
            object_id=app_id,
            details=details,
        )


async def _check_opened(connection: AsyncConnection, holder: KeyHolder, deployment_id: str) -> None:
    """A key that opens some models only opens no other by way of an app."""
    if not holder.key.models or not deployment_id:
        return
    deployment = await find_deployment(connection, deployment_id)
    if deployment.public_name not in holder.key.models:
        raise ModelNotOpened


def _as_viewer(holder: KeyHolder, organisation: Organisation) -> Viewer:
    """Who answers for the key, for what may be offered."""
    return Viewer(holder.owner, organisation, "", permissions_of(holder.owner.roles))


def _session(holder: KeyHolder, call: OutsideCall) -> str:
    """The conversation of one user of the program: a name that two users gave alike is not the same conversation."""
    return _digest(holder, f"{call.user}\n{call.session}")[:36] if call.session else ""


def _digest(holder: KeyHolder, said: str) -> str:
    """What stands for a name that a program gave, different for each key; empty where it gave none."""
    return hashlib.sha256(f"{holder.key.id}\n{said}".encode()).hexdigest() if said else ""
