"""Working a run of an external app: decided, sent once, and waited for."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from genkan.apps.external.app import ExternalApp
from genkan.apps.external.asking import ask_of
from genkan.apps.external.call_errors import AnswerLost, CallForbidden
from genkan.apps.external.kept import KeptAnswer, Promised
from genkan.apps.external.leaving import Leaving
from genkan.apps.external.looking import Looking
from genkan.apps.external.outcome import outcome_of
from genkan.apps.external.result import output_of, tokens_of
from genkan.apps.external.schedule import pause_after
from genkan.apps.external.store.apps import find_app
from genkan.apps.external.wire import Wire, body_of
from genkan.apps.form.values import Filled
from genkan.apps.gennai.answer import Promise, read_answer
from genkan.apps.gennai.conversation import Turn, written_moment
from genkan.apps.gennai.origin import status_address
from genkan.apps.gennai.request import SystemPrompt, write_inputs, write_request
from genkan.apps.output import Output
from genkan.apps.program import Awaited, RunBench
from genkan.fetch import Fetched
from genkan.gateway import Departure, Gateway, OutsideAsk
from genkan.kit import Clock, Problem
from genkan.storage import Database, StorageProblem

SENT = "external.sent"
_LOOK_UP_SECONDS = 2.0


@dataclass(frozen=True, kw_only=True)
class ExternalCaller:
    """Does the work of external apps on the workbench of a run.

    A request is sent at most once: that it is about to leave is kept among the steps of the run, and so is what came
    back, or the promise of it. A run that is begun again goes on from there: it reads the answer, asks for the status,
    or says that nobody knows what became of the request (``AnswerLost``). Where the other side works on, ``Awaited`` is
    raised, and the run's own job asks again, whichever process has it then.

    Texts leave through the gateway's door for the outside: policy, kill switches, budgets, metering and the journal
    apply as to a model. ``look_up_seconds`` is how often a person's wish to stop is looked for meanwhile.
    """

    database: Database
    gateway: Gateway
    wire: Wire
    clock: Clock
    look_up_seconds: float = _LOOK_UP_SECONDS

    async def work(self, app_id: str, bench: RunBench, *, trying: bool = False) -> Output:
        """The output of a run. Raises ``Awaited``, ``RunStopped``, what the door raises, and errors that say what failed.

        ``trying``: an administrator tries an app that is not offered yet.
        """
        app = await self._app(app_id, bench.organisation_id)
        promised = await bench.known(Promised.STEP)
        if promised is not None:
            looking = Looking(self.gateway, self.wire, self.clock)
            return await looking.look(app, bench, Promised.read(promised))
        kept = await bench.known(KeptAnswer.STEP)
        if kept is not None:
            return KeptAnswer.read(kept).output()
        if await bench.known(SENT) is not None:
            raise AnswerLost(title=app.title)
        return await self._send(app, bench, trying=trying)

    async def _app(self, app_id: str, organisation_id: str) -> ExternalApp:
        async with self.database.read() as connection:
            app = await find_app(connection, app_id)
        if app.organisation_id != organisation_id:
            raise CallForbidden
        return app

    async def _send(self, app: ExternalApp, bench: RunBench, *, trying: bool) -> Output:
        leaving = _leaving(app, bench)

        async def renew() -> OutsideAsk:
            return ask_of(
                await self._app(app.id, bench.organisation_id), bench, texts=leaving.texts, trying=trying
            )

        await bench.progress(0, 0, label="送信の可否を確かめています")
        ask = ask_of(app, bench, texts=leaving.texts, trying=trying)
        async with self.gateway.outside.leaving(ask, renew=renew) as departure:
            try:
                output = await self._exchange(app, bench, leaving, departure)
            except Problem as problem:
                departure.end(outcome_of(problem))
                raise
        if output is None:
            raise Awaited(pause_after(timedelta()))
        return output

    async def _exchange(
        self, app: ExternalApp, bench: RunBench, leaving: Leaving, departure: Departure
    ) -> Output | None:
        """The output, or ``None`` where it was promised."""
        leaving.check_files(takes_unread=app.facts.takes_unread_files)
        masked = leaving.masked(departure.texts)
        body = body_of(app, self._request(app, bench, masked))
        if not await bench.claim(SENT, self.clock().isoformat()):
            raise AnswerLost(title=app.title)
        departure.leaves()
        fetched = await self._answered(app, bench, body)
        answer = read_answer(fetched.status, fetched.content)
        if isinstance(answer, Promise):
            await self._keep_promise(app, bench, answer, departure)
            return None
        departure.heard(answer.text, tokens=tokens_of(answer.usage))
        await _keep_answer(bench, fetched, departure)
        return output_of(answer, originals=departure.originals, notice=departure.notice)

    async def _answered(self, app: ExternalApp, bench: RunBench, body: bytes) -> Fetched:
        """The answer; a person who stops the run meanwhile ends the connection. Raises ``RunStopped``."""
        sending = asyncio.create_task(self.wire.post(app, body, person_id=bench.person_id))
        try:
            while not sending.done():
                with suppress(
                    StorageProblem
                ):  # what was sent and paid is waited for while the database is away
                    await bench.progress(0, 0, label="外部アプリの応答を待っています")
                await asyncio.wait((sending,), timeout=self.look_up_seconds)
            return sending.result()
        finally:
            sending.cancel()

    async def _keep_promise(
        self, app: ExternalApp, bench: RunBench, promise: Promise, departure: Departure
    ) -> None:
        promised = Promised(
            address=status_address(app.registration.endpoint, promise.status_url),
            sent_at=self.clock(),
            state=promise.state,
            originals=dict(departure.originals),
            notice=departure.notice,
        )
        departure.heard(promise.text)
        await bench.keep(Promised.STEP, promised.written())

    def _request(self, app: ExternalApp, bench: RunBench, masked: Leaving) -> dict[str, object]:
        given = app.registration
        return write_request(
            given.form,
            masked.filled,
            session_id=self.wire.vault.session(bench.session_id, towards=app.id),
            turns=masked.turns,
            system_prompt=SystemPrompt(masked.system_prompt, given.system_prompt_key),
        )


def _leaving(app: ExternalApp, bench: RunBench) -> Leaving:
    form = app.registration.form
    turns = bench.turns if form.continues else ()
    return Leaving(
        filled=Filled(bench.values, bench.given),
        turns=tuple(
            Turn(write_inputs(form, turn.values), turn.text, at=written_moment(turn.said_at))
            for turn in turns
        ),
        system_prompt=app.registration.system_prompt,
        read=bench.files,
    )


async def _keep_answer(bench: RunBench, fetched: Fetched, departure: Departure) -> None:
    """Keep what came, so that a run that is interrupted now still has it; very long answers are not kept twice."""
    kept = KeptAnswer.of(fetched, originals=departure.originals, notice=departure.notice)
    if kept is not None:
        await bench.keep(KeptAnswer.STEP, kept.written())
