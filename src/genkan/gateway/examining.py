"""The door for questions of an evaluation: one deployment, the same words and bounds for all, and failures told as outcomes."""

import asyncio
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from time import monotonic

from genkan.catalogue import Deployment, SecretProblem
from genkan.gateway.admission.errors import RouteClosed
from genkan.gateway.answer import Outcome
from genkan.gateway.ask import Purpose
from genkan.gateway.caller import INSTALLATION, Caller
from genkan.gateway.entrance import Call, Passage, is_temporary, written_down
from genkan.gateway.errors import DeploymentGone, PolicyRefused, TextsTooLong
from genkan.gateway.exam_question import ExamAsk, Fault, Given
from genkan.gateway.outcomes import outcome_of_problem, outcome_of_reason, told
from genkan.gateway.programs import Programs
from genkan.gateway.route import Route
from genkan.gateway.snapshot import Snapshot
from genkan.gateway.store.rules import load_rules
from genkan.gateway.switches import Stopped
from genkan.governance import Role
from genkan.kit import Problem, storable
from genkan.policy import Mask, Memo
from genkan.providers import (
    AddressRefused,
    ContextExceeded,
    DeploymentIncomplete,
    EndpointTimedOut,
    Finished,
    ModelNotServed,
    NotSupported,
    ProviderProblem,
    SecretRefused,
    SpeakRequest,
    StreamBroken,
    TextDelta,
    UsageReport,
)
from genkan.storage import Database

EVALUATION_APP = "evaluation"
_MOST_CHARACTERS = 8
_MOST_MEMOS = 512
_OF_THE_WORDS = frozenset(
    {
        "banned_words",
        "max_characters",
        "personal_data",
        "hidden_personal_data",
        "too_much_personal_data",
        "detector_failed",
    }
)
_UNANSWERED = frozenset({Outcome.UNREACHABLE, Outcome.REFUSED_BY_ENDPOINT})
_OURS = (SecretProblem, AddressRefused, DeploymentIncomplete, SecretRefused, ModelNotServed)


@dataclass(slots=True)
class _Hearing:
    """The words so far, and when the first came, in seconds of a clock that never goes back."""

    began: float
    pieces: list[str] = field(default_factory=list[str])
    characters: int = 0
    first_at: float | None = None
    served_by: str = ""

    def hear(self, text: str) -> None:
        if self.first_at is None:
            self.first_at = monotonic()
        self.pieces.append(text)
        self.characters += len(text)


class Examiner:
    """Asks for evaluations as everything else is asked: decided, masked, within budgets, metered and cut by switches.

    Whom it asks is read anew whenever the state of the door changes, and only then. What was found in the words of a
    question is kept for the next time that it is put.
    """

    def __init__(self, database: Database, programs: Programs) -> None:
        self._database = database
        self._programs = programs
        self._snapshot: Snapshot | None = None
        self._deployments: dict[str, Deployment] = {}
        self._callers: dict[tuple[str, str], Caller] = {}
        self._memos: dict[tuple[str, ...], Memo] = {}

    async def deployment(self, deployment_id: str) -> Deployment:
        """The deployment as of now. Raises ``DeploymentGone`` where it is none that is active and holds conversations."""
        found = self._known().get(deployment_id)
        if found is None:
            await self._programs.keeper.look()
            found = self._known().get(deployment_id)
        if found is None or found.embeds:
            raise DeploymentGone
        return found

    async def put(self, ask: ExamAsk) -> Given:
        """Put the question once; what an endpoint fails at is an outcome.

        Raises what keeps every question from being put: the errors under ``DoorClosed`` with ``Stopped``, ``Busy``,
        ``CountingAway``, ``BudgetSpent``, ``PriceUnknown``, ``DeploymentGone`` and ``PolicyRefused``.
        """

        async def renew(_call: Call) -> Call:
            return await self._call(ask)

        call = await self._call(ask)
        try:
            passage = await self._programs.entrance.enter(call, renew=renew)
        except PolicyRefused as problem:
            if problem.details.get("rule") not in _OF_THE_WORDS:
                raise
            return self._kept_back(call, problem, Outcome.REFUSED_BY_POLICY, Fault.NONE)
        except TextsTooLong as problem:
            return self._kept_back(call, problem, Outcome.NOT_ADMITTED, Fault.NONE)
        except RouteClosed as problem:
            return self._kept_back(call, problem, Outcome.NOT_ADMITTED, Fault.PASSING)
        return await self._hear_out(passage, ask)

    def _known(self) -> dict[str, Deployment]:
        snapshot = self._programs.keeper.snapshot
        if snapshot is not self._snapshot:
            self._snapshot, self._callers = snapshot, {}
            self._deployments = {
                given.id: given for route in snapshot.routes.values() for given in route.deployments
            }
        return self._deployments

    async def _call(self, ask: ExamAsk) -> Call:
        texts = tuple(message.content for message in ask.messages)
        return Call(
            caller=await self._caller(ask.organisation_id, ask.app or EVALUATION_APP),
            purpose=Purpose.EVALUATION,
            information_class=ask.information_class,
            route=Route.to_only(await self.deployment(ask.deployment_id)),
            texts=texts,
            longest_answer=ask.longest,
            memo=self._memo(texts),
        )

    def _memo(self, texts: tuple[str, ...]) -> Memo:
        if len(self._memos) >= _MOST_MEMOS:
            self._memos.clear()
        return self._memos.setdefault(texts, Memo())

    async def _caller(self, organisation_id: str, app: str) -> Caller:
        self._known()
        if (known := self._callers.get((organisation_id, app))) is not None:
            return known
        callers = self._callers
        async with self._database.read() as connection:
            rules = await load_rules(connection, organisation_id)
        caller = Caller(INSTALLATION, organisation_id, frozenset({Role.STAFF}), rules, app=app)
        callers[organisation_id, app] = caller
        return caller

    async def _hear_out(self, passage: Passage, ask: ExamAsk) -> Given:
        hearing, clock = _Hearing(monotonic()), self._programs.clock
        try:
            with written_down(passage, clock=clock):
                outcome = await self._listen(passage, ask, hearing)
        except (ProviderProblem, SecretProblem) as problem:
            ended = outcome_of_problem(problem), _words(problem), _fault_of(problem)
        except Stopped as problem:
            ended = Outcome.SWITCHED_OFF, _words(problem), Fault.SETTING
        else:
            passage.leave(outcome, at=clock(), failed=False)
            ended = outcome, told(outcome)[0], Fault.NONE
        return self._given(passage, hearing, ended)

    async def _listen(self, passage: Passage, ask: ExamAsk, hearing: _Hearing) -> Outcome:
        """Raises ``EndpointTimedOut`` where the time of the question is over."""
        try:
            async with asyncio.timeout(ask.seconds):
                return await self._speak(passage, ask, hearing)
        except TimeoutError:
            raise EndpointTimedOut(phase="whole") from None

    async def _speak(self, passage: Passage, ask: ExamAsk, hearing: _Hearing) -> Outcome:
        deployment = passage.deployment
        endpoint = self._programs.endpoints.of(deployment)
        speak = self._programs.providers[deployment.protocol].speak
        passage.sent = True
        async with aclosing(speak(endpoint, _request(passage, ask))) as events:
            async for event in events:
                match event:
                    case TextDelta(said):
                        passage.meter.see_text(said)
                        hearing.hear(storable(said))
                    case UsageReport():
                        passage.meter.see_usage(event)
                    case Finished(reason, served_by):
                        hearing.served_by = served_by
                        return outcome_of_reason(reason)
                    case _:
                        continue
                if hearing.characters > ask.longest * _MOST_CHARACTERS:
                    return Outcome.TRUNCATED
        raise StreamBroken(reason="the answer has no end")

    def _given(self, passage: Passage, hearing: _Hearing, ended: tuple[Outcome, str, Fault]) -> Given:
        outcome, sentence, fault = ended
        measure, now = passage.meter.measure(was_answered=outcome not in _UNANSWERED), monotonic()
        return Given(
            outcome=outcome,
            text="".join(hearing.pieces),
            sentence=sentence,
            fault=fault,
            model=passage.deployment.public_name,
            build=passage.deployment.build,
            asked_at=passage.row.at,
            answered_at=self._programs.clock(),
            call_id=passage.row.id,
            first_seconds=None if hearing.first_at is None else hearing.first_at - hearing.began,
            seconds=now - hearing.began,
            micro_yen=measure.price_micro_yen if passage.sent else 0,
            read=measure.input_tokens if passage.sent else 0,
            wrote=measure.output_tokens if passage.sent else 0,
            masked=isinstance(passage.decision, Mask),
            served_by=hearing.served_by,
        )

    def _kept_back(self, call: Call, problem: Problem, outcome: Outcome, fault: Fault) -> Given:
        deployment, now = call.route.deployments[0], self._programs.clock()
        return Given(
            outcome=outcome,
            text="",
            sentence=_words(problem),
            fault=fault,
            model=deployment.public_name,
            build=deployment.build,
            asked_at=now,
            answered_at=now,
        )


def _request(passage: Passage, ask: ExamAsk) -> SpeakRequest:
    """What may leave of the question."""
    decision, messages = passage.decision, ask.messages
    if isinstance(decision, Mask):
        masked = zip(messages, decision.texts, strict=True)
        messages = tuple(replace(message, content=text) for message, text in masked)
    return SpeakRequest(
        model=passage.deployment.remote_model,
        messages=messages,
        parameters={**ask.parameters, "max_tokens": ask.longest},
        watched=False,
    )


def _fault_of(problem: Problem) -> Fault:
    if isinstance(problem, ContextExceeded):
        return Fault.NONE
    if isinstance(problem, (*_OURS, NotSupported)):
        return Fault.SETTING
    return Fault.PASSING if is_temporary(problem) else Fault.NONE


def _words(problem: Problem) -> str:
    return problem.sentence.format_map(problem.details)
