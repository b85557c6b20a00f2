"""A short answer that a room of the house wants for its own work, such as planning a search: nobody reads it as it is."""

from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import NamedTuple

from genkan.catalogue import Deployment, DeploymentNotFound, InformationClass, find_deployment
from genkan.gateway.answer import Outcome
from genkan.gateway.ask import Purpose
from genkan.gateway.entrance import Call, Passage, written_down
from genkan.gateway.errors import DeploymentGone
from genkan.gateway.outcomes import outcome_of_reason
from genkan.gateway.programs import Programs
from genkan.gateway.room_callers import RoomCallers
from genkan.gateway.route import Route
from genkan.kit import storable
from genkan.policy import Mask
from genkan.providers import (
    Finished,
    Message,
    SpeakRequest,
    TextDelta,
    UsageReport,
    read_capabilities,
    room_for_answer,
)
from genkan.storage import Database

_MOST_CHARACTERS = 8


@dataclass(frozen=True, kw_only=True)
class AsideAsk:
    """A question to one deployment whose answer has at most ``longest`` tokens, fewer where it gives no more.

    ``person_id`` or ``api_key_id`` is for whom it is asked; where both are empty, the organisation itself is charged.
    ``app`` is the name by which rules, budgets, switches and the usage know the app that asks, empty where none does.
    """

    organisation_id: str
    purpose: Purpose
    information_class: InformationClass
    deployment_id: str
    messages: tuple[Message, ...]
    longest: int
    app: str = ""
    person_id: str = ""
    api_key_id: str = ""


class Heard(NamedTuple):
    """An answer and how it ended: ``TRUNCATED`` where it was longer than was asked for, ``BROKEN`` without its end.

    ``micro_yen`` is what it cost, 0 where no price is known; ``read`` and ``wrote`` are tokens, of the ``model`` of that
    public name, estimated unless its endpoint ``reported`` them.
    """

    outcome: Outcome
    text: str
    micro_yen: int
    read: int
    wrote: int
    model: str
    reported: bool = False


class Aside:
    """Lets rooms ask a chat model as people do: decided, masked, within budgets, metered and cut by switches.

    Personal data that was masked stays masked in the answer.
    """

    def __init__(self, database: Database, programs: Programs) -> None:
        self._database = database
        self._programs = programs
        self._callers = RoomCallers.of(database, programs.keeper, programs.clock)

    async def deployment(self, deployment_id: str) -> Deployment:
        """The deployment as of now. Raises ``DeploymentGone`` where it is unknown or holds no conversation."""
        async with self._database.read() as connection:
            try:
                found = await find_deployment(connection, deployment_id)
            except DeploymentNotFound as problem:
                raise DeploymentGone from problem
        if found.embeds:
            raise DeploymentGone
        return found

    async def ask(self, ask: AsideAsk) -> str:
        """The text of the answer, cut where it goes on and on. Raises the errors of the entrance and of providers."""
        return (await self.hear(ask)).text

    async def hear(self, ask: AsideAsk) -> Heard:
        """The same with how the answer ended, for those who have to know that it is whole."""

        async def renew(_call: Call) -> Call:
            return await self._call(ask)

        call = await self._call(ask)
        await self._programs.keeper.know(call.route)
        passage = await self._programs.entrance.enter(call, renew=renew)
        with written_down(passage, clock=self._programs.clock):
            outcome, text = await self._heard(passage, ask)
        passage.leave(outcome, at=self._programs.clock(), failed=False)
        measure = passage.meter.measure(was_answered=True)
        return Heard(
            outcome,
            text,
            micro_yen=measure.price_micro_yen or 0,
            read=measure.input_tokens,
            wrote=measure.output_tokens,
            model=passage.deployment.public_name,
            reported=measure.tokens_reported,
        )

    async def _call(self, ask: AsideAsk) -> Call:
        caller = await self._callers.find(
            ask.organisation_id, person_id=ask.person_id, api_key_id=ask.api_key_id, app=ask.app
        )
        return Call(
            caller=caller,
            purpose=ask.purpose,
            information_class=ask.information_class,
            route=Route.to_only(await self.deployment(ask.deployment_id)),
            texts=tuple(message.content for message in ask.messages),
            longest_answer=ask.longest,
        )

    async def _heard(self, passage: Passage, ask: AsideAsk) -> tuple[Outcome, str]:
        deployment, text = passage.deployment, ""
        endpoint = self._programs.endpoints.of(deployment)
        speak = self._programs.providers[deployment.protocol].speak
        passage.sent = True
        async with aclosing(speak(endpoint, _request(passage, ask))) as events:
            async for event in events:
                match event:
                    case TextDelta(said):
                        passage.meter.see_text(said)
                        text += storable(said)
                    case UsageReport():
                        passage.meter.see_usage(event)
                    case Finished(reason):
                        return outcome_of_reason(reason), text
                    case _:
                        continue
                if len(text) > ask.longest * _MOST_CHARACTERS:
                    return Outcome.TRUNCATED, text
        return Outcome.BROKEN, text


def _request(passage: Passage, ask: AsideAsk) -> SpeakRequest:
    """What may leave of the question."""
    decision, messages = passage.decision, ask.messages
    if isinstance(decision, Mask):
        masked = zip(messages, decision.texts, strict=True)
        messages = tuple(replace(message, content=text) for message, text in masked)
    longest = room_for_answer(
        read_capabilities(passage.deployment.capabilities),
        wanted=ask.longest,
        characters=sum(len(message.content) for message in messages),
    )
    return SpeakRequest(
        model=passage.deployment.remote_model,
        messages=messages,
        parameters={"max_tokens": longest},
        watched=False,
    )
