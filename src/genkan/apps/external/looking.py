"""Asking an external app how far it is with a request that it accepted."""

from dataclasses import dataclass
from datetime import timedelta

from genkan.apps.external.app import ExternalApp
from genkan.apps.external.asking import ask_of
from genkan.apps.external.call_errors import (
    AnswerNeverCame,
    AppNotReached,
    AppSilent,
    RequestGone,
)
from genkan.apps.external.kept import Promised
from genkan.apps.external.result import output_of, tokens_of
from genkan.apps.external.schedule import LONGEST_WAIT, is_too_late, pause_after
from genkan.apps.external.wire import Wire
from genkan.apps.gennai.answer import Answer
from genkan.apps.gennai.errors import AppFailed
from genkan.apps.gennai.failure import message_in
from genkan.apps.gennai.standing import Standing, read_standing
from genkan.apps.gennai.status import AsyncState, check_forward
from genkan.apps.output import Output
from genkan.apps.program import Awaited, RunBench
from genkan.fetch import Fetched
from genkan.gateway import Gateway, GatewayProblem, OutsideAsk
from genkan.kit import Clock

IN_PROGRESS = "external.in_progress"
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_GONE = frozenset({404, 410})
_FAILED = 400
_UNREACHED = "外部アプリに接続できません。時間をおいて、もう一度確かめます"


@dataclass(frozen=True)
class Looking:
    """Looks once; where nothing has come of the request yet, ``Awaited`` says when to look again."""

    gateway: Gateway
    wire: Wire
    clock: Clock

    async def look(self, app: ExternalApp, bench: RunBench, promised: Promised) -> Output:
        """The output, once it is there.

        Raises ``Awaited``, ``RunStopped``, ``AnswerNeverCame``, ``RequestGone``, and what the other side did wrong.
        """
        waited = self.clock() - promised.sent_at
        if is_too_late(waited):
            raise AnswerNeverCame(title=app.title, days=LONGEST_WAIT.days)
        ask = ask_of(app, bench, trying=True)
        fetched = await self._fetched(app, bench, promised, ask, waited)
        standing = read_standing(fetched.content)
        await self._check_order(bench, promised, standing)
        if standing.answer is None:
            raise await self._later(bench, _label(standing), waited)
        return await self._output(ask, standing.answer, promised)

    async def _fetched(
        self,
        app: ExternalApp,
        bench: RunBench,
        promised: Promised,
        ask: OutsideAsk,
        waited: timedelta,
    ) -> Fetched:
        """The status as the app tells it; what passes by itself is looked at again later."""
        try:
            await self.gateway.outside.check(ask)
            fetched = await self.wire.get(app, promised.address)
        except GatewayProblem as problem:
            raise await self._later(bench, problem.sentence.format_map(problem.details), waited) from problem
        except (AppNotReached, AppSilent) as problem:
            raise await self._later(bench, _UNREACHED, waited) from problem
        if fetched.status in _PASSING:
            raise await self._later(bench, _UNREACHED, waited)
        if fetched.status in _GONE:
            raise RequestGone(title=app.title, code=fetched.status)
        if fetched.status >= _FAILED:
            raise AppFailed(code=fetched.status, message=message_in(fetched.content))
        return fetched

    async def _check_order(self, bench: RunBench, promised: Promised, standing: Standing) -> None:
        began = await bench.known(IN_PROGRESS) is not None
        check_forward(AsyncState.IN_PROGRESS if began else promised.state, standing.state)
        if standing.state is AsyncState.IN_PROGRESS and not began:
            await bench.keep(IN_PROGRESS, self.clock().isoformat())

    async def _later(self, bench: RunBench, label: str, waited: timedelta) -> Awaited:
        await bench.progress(0, 0, label=label)
        return Awaited(pause_after(waited))

    async def _output(self, ask: OutsideAsk, answer: Answer, promised: Promised) -> Output:
        await self.gateway.outside.arrived(ask, answer.text, tokens=tokens_of(answer.usage))
        return output_of(answer, originals=promised.originals, notice=promised.notice)


def _label(standing: Standing) -> str:
    told = f"（{standing.progress}）" if standing.progress else ""
    return f"外部アプリの状態: {standing.state.label}{told}"
