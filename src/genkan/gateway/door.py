"""The path of every question of staff to a model: identify → classify → decide → route → speak → meter → record."""

import asyncio
import logging
from collections.abc import Coroutine, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial

from msgspec import structs

from genkan.catalogue import Deployment, resolve_secret
from genkan.gateway.admission import NoPlace
from genkan.gateway.answer import Outcome
from genkan.gateway.ask import Ask
from genkan.gateway.budgets import BudgetSpent, PriceUnknown
from genkan.gateway.entrance import Call, Entrance, Passage, elsewhere, fallback, may_go_elsewhere
from genkan.gateway.errors import (
    DeploymentGone,
    DoorClosed,
    GatewayFailed,
    PersonUnknown,
    PolicyRefused,
    QuestionRefused,
    RecordsBehind,
    TextsTooLong,
)
from genkan.gateway.identity import Registry
from genkan.gateway.live import LiveAnswer
from genkan.gateway.outcomes import is_fault_of_endpoint, outcome_of_problem, outcome_of_reason, told
from genkan.gateway.recording import Recorder
from genkan.gateway.route import Route
from genkan.gateway.screening import with_texts
from genkan.gateway.snapshot import SnapshotKeeper
from genkan.gateway.store.answers import Ending
from genkan.gateway.switches import Stopped
from genkan.kit import Clock, Problem
from genkan.policy import Mask, Refuse
from genkan.providers import (
    Endpoint,
    Finished,
    Provider,
    ProviderProblem,
    SpeakRequest,
    TextDelta,
    UsageReport,
)

logger = logging.getLogger(__name__)

_NOTHING_LEFT = frozenset({Outcome.NOT_ADMITTED, Outcome.REFUSED_BY_POLICY, Outcome.SWITCHED_OFF})
_ELSEWHERE = "「{wanted}」を利用できないため、組織の設定により「{given}」が回答しました。"


@dataclass(frozen=True)
class _End:
    """``before_a_word``: the model could not be had, so another may be asked in its place."""

    outcome: Outcome
    sentence: str = ""
    next_step: str = ""
    before_a_word: bool = False


class Door:
    """The way of staff to a model; programs come by ``programs``, and both enter at the entrance."""

    def __init__(
        self,
        *,
        registry: Registry,
        entrance: Entrance,
        keeper: SnapshotKeeper,
        recorder: Recorder,
        providers: Mapping[str, Provider],
        clock: Clock,
    ) -> None:
        self._registry = registry
        self._entrance = entrance
        self._keeper = keeper
        self._recorder = recorder
        self._providers = providers
        self._clock = clock

    async def admit(self, ask: Ask) -> None:
        """Let the policy look at a question before it is kept anywhere; a refusal is recorded.

        Raises ``QuestionRefused``, ``TextsTooLong``, and ``PersonUnknown`` or ``DeploymentGone`` as :meth:`pass_through` does.
        """
        call = await self._registry.identify(ask)
        deployment = call.route.deployments[0]
        self._check_switches(call)
        self._entrance.check_length(call)
        ((_, decision),) = await self._entrance.decisions(call, (deployment,))
        if isinstance(decision, Refuse):
            await self._recorder.turn_away(ask, deployment, decision)
            raise QuestionRefused(
                model=deployment.title, reason=decision.sentence, way_out=decision.next_step
            )

    def _check_switches(self, call: Call) -> None:
        if stopped := self._entrance.why_stopped(call):
            reason, way_out = _words(stopped)
            raise QuestionRefused(model=call.route.deployments[0].title, reason=reason, way_out=way_out)

    async def pass_through(self, answer_id: str, ask: Ask, *, live: LiveAnswer) -> None:
        """Ask the deployment, let ``live`` hear the answer, and record how it ended.

        Raises ``PersonUnknown`` or ``DeploymentGone`` before anything left; an endpoint's failure is an outcome.
        """
        call = await self._registry.identify(ask, answer_id=answer_id)
        live.stoppable_by(_present_task().cancel)
        try:
            end = await self._enter_and_speak(call, ask, live)
        except asyncio.CancelledError:
            end = _ended(Outcome.STOPPED if live.stop_asked else Outcome.INTERRUPTED)
            await _to_its_end(self._record(call, ask, live, end))
            if not live.stop_asked:
                raise
        else:
            await _to_its_end(self._record(call, ask, live, end))

    async def _enter_and_speak(self, call: Call, ask: Ask, live: LiveAnswer) -> _End:
        """Ask the model; where it cannot be had, the one that the organisation chose in its place."""
        if live.stop_asked:
            return _ended(Outcome.STOPPED)
        await self._keeper.know(call.route)
        end = await self._attempt(call, ask, live)
        if not end.before_a_word or live.stop_asked:
            return end
        other = self._fallback(call)
        if other is None:
            return end
        second = await self._attempt(elsewhere(call, route=other), ask, live)
        return end if second.outcome in _NOTHING_LEFT else second

    def _fallback(self, call: Call) -> Route | None:
        try:
            return fallback(call, self._keeper.snapshot.routes)
        except RecordsBehind:
            return None

    async def _attempt(self, call: Call, ask: Ask, live: LiveAnswer) -> _End:
        try:
            passage = await self._entrance.enter(
                call, on_position=live.wait_at, renew=partial(self._renewed, ask)
            )
        except PolicyRefused as problem:
            await self._recorder.refused(call, ask, rule=str(problem.details["rule"]))
            return _End(Outcome.REFUSED_BY_POLICY, *_words(problem))
        except Stopped as problem:
            return _End(Outcome.SWITCHED_OFF, *_words(problem))
        except (PersonUnknown, DeploymentGone) as problem:
            return _End(Outcome.NOT_ADMITTED, *_words(problem))
        except (NoPlace, DoorClosed, BudgetSpent, PriceUnknown, TextsTooLong) as problem:
            elsewhere_instead = may_go_elsewhere(problem)
            return _End(Outcome.NOT_ADMITTED, *_words(problem), before_a_word=elsewhere_instead)
        live.wait_at(0)
        return await self._speak_and_leave(passage, ask, live)

    async def _renewed(self, ask: Ask, call: Call) -> Call:
        """A call as it would come now. Raises ``PersonUnknown``, ``DeploymentGone``, ``RecordsBehind``."""
        fresh = await self._registry.identify(ask, answer_id=call.answer_id)
        if call.fallback_from is None:
            return structs.replace(fresh, memo=call.memo)
        route = self._keeper.snapshot.routes.get(call.route.name)
        if route is None:
            raise DeploymentGone
        return structs.replace(call, caller=fresh.caller, route=route)

    async def _speak_and_leave(self, passage: Passage, ask: Ask, live: LiveAnswer) -> _End:
        """Every way out frees the place and writes down the call."""
        end, failed = _ended(Outcome.INTERRUPTED), None
        try:
            await self._recorder.allowed(passage, ask)
            ask = _told(passage, ask, live)
            end = await self._speak(passage, ask, live)
            failed = False
        except asyncio.CancelledError:
            stopped = passage.why_cut()
            if stopped is None:
                raise
            end = _End(Outcome.SWITCHED_OFF, *_words(stopped))
        except ProviderProblem as problem:
            passage.see_failure(problem)
            early = not passage.spoke and may_go_elsewhere(problem)
            end = replace(_failed(problem), before_a_word=early)
            failed = not passage.spoke and is_fault_of_endpoint(problem)
        except Problem as problem:
            end = _failed(problem)
        except Exception:  # the operator is told by the log, the person by the answer
            logger.exception("A provider failed in a way that has no name")
            end = _failed(GatewayFailed())
        finally:
            if live.stop_asked and end.outcome is Outcome.INTERRUPTED:
                end = _ended(Outcome.STOPPED)
            passage.leave(end.outcome, at=self._clock(), failed=failed)
        return end

    async def _speak(self, passage: Passage, ask: Ask, live: LiveAnswer) -> _End:
        provider, endpoint, request = self._route(passage.deployment, ask)
        meter = passage.meter
        passage.sent = True
        async with aclosing(provider.speak(endpoint, request)) as events:
            async for event in events:
                match event:
                    case TextDelta(text):
                        meter.see_text(text)
                        live.hear(text)
                    case UsageReport():
                        meter.see_usage(event)
                    case Finished(reason):
                        return _ended(outcome_of_reason(reason))
                    case _:
                        continue
        return _ended(Outcome.BROKEN)

    def _route(self, deployment: Deployment, ask: Ask) -> tuple[Provider, Endpoint, SpeakRequest]:
        return (
            self._providers[deployment.protocol],
            Endpoint(
                address=deployment.address,
                secret=resolve_secret(deployment.secret_reference),
                parameters=deployment.parameters,
                capabilities=deployment.capabilities,
            ),
            SpeakRequest(
                model=deployment.remote_model,
                messages=ask.messages,
                sources=ask.sources,
                parameters=ask.parameters,
            ),
        )

    async def _record(self, call: Call, ask: Ask, live: LiveAnswer, end: _End) -> None:
        live.stoppable_by(None)
        live.settle()
        ending = Ending(
            outcome=end.outcome,
            text=live.text,
            notice=live.notice,
            sentence=end.sentence,
            next_step=end.next_step,
            first_token_at=live.first_heard_at,
            ended_at=self._clock(),
        )
        await self._recorder.close(call, ask, ending=ending)


def _told(passage: Passage, ask: Ask, live: LiveAnswer) -> Ask:
    """The question as it may leave; the person is told what was changed, in it and in who answers."""
    decision, wanted = passage.decision, passage.call.fallback_from
    notices = [_ELSEWHERE.format(wanted=wanted, given=passage.deployment.title)] if wanted else []
    notices += [decision.notice] if decision.notice else []
    live.notice = "".join(notices)
    if isinstance(decision, Mask):
        live.mask_was_used(decision.originals, notice=live.notice)
        return with_texts(ask, decision.texts)
    return ask


async def _to_its_end(recording: Coroutine[object, object, None]) -> None:
    """A record that was begun is finished, also where the process is asked to stop in the middle of it."""
    task = asyncio.ensure_future(recording)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await task
        raise


def _present_task() -> asyncio.Task[object]:
    task = asyncio.current_task()
    if task is None:
        raise RuntimeError("the door works inside a task")
    return task


def _ended(outcome: Outcome) -> _End:
    return _End(outcome, *told(outcome))


def _failed(problem: Problem) -> _End:
    return _End(outcome_of_problem(problem), *_words(problem))


def _words(problem: Problem) -> tuple[str, str]:
    return problem.sentence.format_map(problem.details), problem.next_step.format_map(problem.details)
