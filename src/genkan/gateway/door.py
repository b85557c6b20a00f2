"""The path of every word that goes to a model: identify → classify → decide → route → speak → meter → record."""

import asyncio
import logging
from collections.abc import Coroutine, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace

from genkan.catalogue import Deployment, resolve_secret
from genkan.gateway.answer import Outcome
from genkan.gateway.ask import Ask
from genkan.gateway.errors import GatewayFailed
from genkan.gateway.identity import Caller, Registry
from genkan.gateway.live import LiveAnswer
from genkan.gateway.meter import Meter
from genkan.gateway.outcomes import outcome_of_problem, outcome_of_reason, told
from genkan.gateway.recording import Recorder
from genkan.gateway.screening import texts_of, with_texts
from genkan.gateway.store.answers import Ending
from genkan.kit import Clock, Problem
from genkan.policy import Circumstances, Decision, Mask, Refuse, decide, facts_of
from genkan.providers import Endpoint, Finished, Provider, SpeakRequest, TextDelta, UsageReport

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _End:
    outcome: Outcome
    sentence: str = ""
    next_step: str = ""


@dataclass(frozen=True)
class _Passage:
    answer_id: str
    ask: Ask
    deployment: Deployment
    live: LiveAnswer


class Door:
    """The one way to a model; every room and every protocol passes here."""

    def __init__(
        self, *, registry: Registry, recorder: Recorder, providers: Mapping[str, Provider], clock: Clock
    ) -> None:
        self._registry = registry
        self._recorder = recorder
        self._providers = providers
        self._clock = clock

    async def pass_through(self, answer_id: str, ask: Ask, *, live: LiveAnswer) -> None:
        """Ask the deployment, let ``live`` hear the answer, and record how it ended.

        Raises ``PersonUnknown`` or ``DeploymentGone`` before anything left; an endpoint's failure is an outcome.
        """
        caller = await self._registry.identify(ask)
        decision = decide(_circumstances(caller, ask))
        passage = _Passage(answer_id=answer_id, ask=ask, deployment=caller.deployment, live=live)
        call_id = await self._recorder.open(answer_id, ask, caller.deployment, decision)
        meter = Meter(self._clock, input_characters=sum(map(len, texts_of(ask))))
        try:
            end = await self._speak_if_allowed(passage, decision, meter)
        except asyncio.CancelledError:
            end = _ended(Outcome.STOPPED if live.stop_asked else Outcome.INTERRUPTED)
            await _to_its_end(self._record(call_id, passage, end, meter))
            if not live.stop_asked:
                raise
        else:
            await _to_its_end(self._record(call_id, passage, end, meter))

    async def _speak_if_allowed(self, passage: _Passage, decision: Decision, meter: Meter) -> _End:
        if isinstance(decision, Refuse):
            return _End(Outcome.REFUSED_BY_POLICY, decision.sentence, decision.next_step)
        ask = passage.ask
        if isinstance(decision, Mask):
            passage.live.mask_was_used(decision.originals, notice=decision.notice)
            ask = with_texts(ask, decision.texts)
        try:
            return await self._speak(replace(passage, ask=ask), meter)
        except Problem as problem:
            return _failed(problem)
        except Exception:  # the operator is told by the log, the person by the answer
            logger.exception("A provider failed in a way that has no name")
            return _failed(GatewayFailed())

    async def _speak(self, passage: _Passage, meter: Meter) -> _End:
        passage.live.stoppable_by(_present_task().cancel)
        if passage.live.stop_asked:
            return _ended(Outcome.STOPPED)
        provider, endpoint, request = self._route(passage)
        async with aclosing(provider.speak(endpoint, request)) as events:
            async for event in events:
                match event:
                    case TextDelta(text):
                        meter.see_text(text)
                        passage.live.hear(text)
                    case UsageReport():
                        meter.see_usage(event)
                    case Finished(reason):
                        return _ended(outcome_of_reason(reason))
                    case _:
                        continue
        return _ended(Outcome.BROKEN)

    def _route(self, passage: _Passage) -> tuple[Provider, Endpoint, SpeakRequest]:
        ask, deployment = passage.ask, passage.deployment
        secret = resolve_secret(deployment.secret_reference)
        return (
            self._providers[deployment.protocol],
            Endpoint(address=deployment.address, secret=secret, parameters=deployment.parameters),
            SpeakRequest(
                model=deployment.remote_model,
                messages=ask.messages,
                sources=ask.sources,
                parameters=ask.parameters,
            ),
        )

    async def _record(self, call_id: str, passage: _Passage, end: _End, meter: Meter) -> None:
        passage.live.stoppable_by(None)
        ending = Ending(
            outcome=end.outcome,
            text=passage.live.text,
            notice=passage.live.notice,
            sentence=end.sentence,
            next_step=end.next_step,
            first_token_at=meter.first_token_at,
            ended_at=self._clock(),
        )
        measure = meter.measure(passage.deployment)
        await self._recorder.close(call_id, passage.answer_id, passage.ask, ending=ending, measure=measure)


def _circumstances(caller: Caller, ask: Ask) -> Circumstances:
    return Circumstances(
        roles=caller.roles,
        organisation_rules=caller.rules,
        information_class=ask.information_class,
        deployment=facts_of(caller.deployment),
        texts=texts_of(ask),
    )


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
    return _End(
        outcome_of_problem(problem),
        problem.sentence.format_map(problem.details),
        problem.next_step.format_map(problem.details),
    )
