"""The door to registered addresses that are no models, such as apps of other houses: decided, metered and recorded alike."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from genkan.catalogue import Deployment, InformationClass
from genkan.gateway.answer import Outcome
from genkan.gateway.ask import Purpose
from genkan.gateway.entrance import Call, Entrance, Passage, written_down
from genkan.gateway.entrance.row import row_of
from genkan.gateway.journal import CallEnd, Journal
from genkan.gateway.room_callers import RoomCallers
from genkan.gateway.route import Route
from genkan.kit import Clock
from genkan.policy import Mask
from genkan.providers import UsageReport

_ITS_FAULT = {
    Outcome.COMPLETED: False,
    Outcome.UNREACHABLE: True,
    Outcome.TIMED_OUT: True,
    Outcome.BROKEN: True,
}


@dataclass(frozen=True, kw_only=True)
class OutsideAsk:
    """Texts that would leave to ``destination``, whose facts are stated as those of a deployment are.

    ``texts`` are all of them, in a fixed order. ``app`` is the name by which rules, budgets, switches and the usage
    know it. ``fee`` is what the call costs in millionths of a yen, ``None`` where nobody knows. Where ``person_id`` and
    ``api_key_id`` are empty, the organisation itself is charged.
    """

    organisation_id: str
    app: str
    information_class: InformationClass
    destination: Deployment
    texts: tuple[str, ...]
    fee: int | None = None
    person_id: str = ""
    api_key_id: str = ""


Renewed = Callable[[], Awaitable[OutsideAsk]]


class Departure:
    """A call that may leave: ``texts`` in the place of those asked about, and what became of it."""

    def __init__(self, passage: Passage, clock: Clock) -> None:
        self._passage = passage
        self._clock = clock

    @property
    def texts(self) -> tuple[str, ...]:
        """What may leave, masked where the organisation wants that, in the order of the question."""
        decision = self._passage.decision
        return decision.texts if isinstance(decision, Mask) else self._passage.call.texts

    @property
    def originals(self) -> Mapping[str, str]:
        """What each placeholder in ``texts`` stands for."""
        decision = self._passage.decision
        return decision.originals if isinstance(decision, Mask) else {}

    @property
    def notice(self) -> str:
        """What the person is told of the masking, in Japanese."""
        return self._passage.decision.notice

    def leaves(self) -> None:
        """The first byte is about to go."""
        self._passage.sent = True

    def heard(self, text: str, *, tokens: tuple[int, int] | None = None) -> None:
        """An answer came; ``tokens`` in and out where the other side counted them."""
        self._passage.meter.see_text(text)
        if tokens is not None:
            self._passage.meter.see_usage(UsageReport(*tokens))

    def end(self, outcome: Outcome) -> None:
        """Write down how it ended and free the place; later calls do nothing."""
        self._passage.leave(outcome, at=self._clock(), failed=_ITS_FAULT.get(outcome))


class Outside:
    """Lets rooms of the house send texts to addresses that an administrator registered."""

    def __init__(self, callers: RoomCallers, *, entrance: Entrance, journal: Journal, clock: Clock) -> None:
        self._callers = callers
        self._entrance = entrance
        self._journal = journal
        self._clock = clock

    @asynccontextmanager
    async def leaving(self, ask: OutsideAsk, *, renew: Renewed) -> AsyncGenerator[Departure]:
        """A departure; who leaves it without an error and without a word has completed it.

        ``renew`` gives the question as it would come now, for one that had to wait. Raises the errors of the entrance;
        a kill switch cancels what goes on within.
        """

        async def again(_call: Call) -> Call:
            return await self._call(await renew())

        passage = await self._entrance.enter(await self._call(ask), renew=again)
        departure = Departure(passage, self._clock)
        with written_down(passage, clock=self._clock):
            yield departure
        departure.end(Outcome.COMPLETED)

    async def check(self, ask: OutsideAsk) -> None:
        """Whether anything may be fetched from there now: raises ``Stopped`` under a kill switch, and ``RecordsBehind``."""
        if stopped := self._entrance.why_stopped(await self._call(ask)):
            raise stopped

    async def arrived(self, ask: OutsideAsk, text: str, *, tokens: tuple[int, int] | None) -> None:
        """Write down an answer that came later than its call, and was paid with it."""
        call = await self._call(replace(ask, texts=()))
        row = row_of(call, ask.destination, decision="received", clock=self._clock)
        read, wrote = tokens or (0, len(text))
        self._journal.open(row)
        end = CallEnd(Outcome.COMPLETED, row.at, row.at, 0, len(text), read, wrote, tokens is not None, 0)
        self._journal.close(row.id, end)

    async def _call(self, ask: OutsideAsk) -> Call:
        caller = await self._callers.find(
            ask.organisation_id, person_id=ask.person_id, api_key_id=ask.api_key_id, app=ask.app
        )
        return Call(
            caller=caller,
            purpose=Purpose.APP,
            information_class=ask.information_class,
            route=Route.to_only(ask.destination),
            texts=ask.texts,
            fee=ask.fee,
        )
