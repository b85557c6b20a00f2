"""The entrance: decides about a call, finds it a place, and writes it down before a word leaves."""

import asyncio
from collections.abc import Callable, Iterable, Set
from contextlib import suppress
from time import monotonic

from genkan.catalogue import Deployment
from genkan.gateway.admission.admission import Admission
from genkan.gateway.admission.errors import NoPlace
from genkan.gateway.admission.place import Place
from genkan.gateway.answer import Outcome
from genkan.gateway.budgets import BudgetSpent, PriceUnknown, Purse
from genkan.gateway.entrance.call import Call, Renew
from genkan.gateway.entrance.deposits import Deposits
from genkan.gateway.entrance.flight import Flight, Flights
from genkan.gateway.entrance.passage import Passage
from genkan.gateway.entrance.row import row_of
from genkan.gateway.errors import DoorClosed, GatewayProblem, PolicyRefused, TextsTooLong
from genkan.gateway.journal import CallEnd, Journal
from genkan.gateway.meter import Meter
from genkan.gateway.route import Route
from genkan.gateway.snapshot import Snapshot, SnapshotKeeper
from genkan.gateway.switches import Stopped
from genkan.kit import Clock
from genkan.policy import Allow, Circumstances, Decision, DeploymentFacts, Mask, Refuse, decide, facts_of

MOST_CHARACTERS = 400_000
_MANY_CHARACTERS = 20_000
_SHORT_WAIT = 1.0
_NOBODY: Set[str] = frozenset()
_Allowed = dict[str, Allow | Mask]


class Entrance:
    """Every call enters here, whoever makes it."""

    def __init__(
        self,
        *,
        keeper: SnapshotKeeper,
        admission: Admission,
        journal: Journal,
        purse: Purse,
        clock: Clock,
    ) -> None:
        self._keeper = keeper
        self._admission = admission
        self._journal = journal
        self._purse = purse
        self._deposits = Deposits(keeper, purse, clock)
        self._clock = clock
        self._flights = Flights()
        self._facts: dict[str, tuple[Deployment, DeploymentFacts]] = {}

    @property
    def in_flight(self) -> int:
        """How many calls of this process have entered and not left."""
        return self._journal.in_flight

    async def enter(
        self,
        call: Call,
        *,
        but: Set[str] = _NOBODY,
        again: bool = False,
        on_position: Callable[[int], None] | None = None,
        renew: Renew | None = None,
    ) -> Passage:
        """A passage to a deployment of the route, none of those in ``but``; ``again`` where another failed the call.

        A call that waited passes as it would if it came now, which ``renew`` says; its errors are raised, too.
        Raises ``Stopped``, ``TextsTooLong``, ``PolicyRefused``, ``BudgetSpent``, ``PriceUnknown``, ``Busy``, ``RouteClosed``
        and the errors under ``DoorClosed``. A switch may cut the call later by cancelling the present task; see ``Passage.why_cut``.
        """
        if renew is not None and (again or call.fallback_from is not None):
            call = await renew(call)
        self._check_switches(call)
        self._check_length(call)
        known, came = self._keeper.snapshot, monotonic()
        asked = [given for given in call.route.deployments if given.id not in but]
        decisions = self._allowed(call, await self.decisions(call, asked))
        self._check_switches(call)
        flight = self._flights.begin(call)
        try:
            place = await self._hold(flight, decisions, on_position=on_position)
            if renew and (self._keeper.snapshot is not known or monotonic() - came > _SHORT_WAIT):
                place, decisions = await self._decide_again(
                    flight, place, renew, but=but, on_position=on_position
                )
            return self._open(flight, decisions, deployment=place.deployment)
        except BaseException as error:  # the caller is told by what is raised again
            flight.land()
            if isinstance(error, BudgetSpent):
                self._note(call, "budget_spent", Outcome.NOT_ADMITTED)
            elif isinstance(error, PriceUnknown):
                self._note(call, "price_unknown", Outcome.NOT_ADMITTED)
            elif stopped := flight.why():
                self._note(call, "stopped", Outcome.SWITCHED_OFF)
                raise stopped from None
            elif not again:
                self._note_turned_away(call, error)
            raise

    async def _decide_again(
        self,
        flight: Flight,
        place: Place,
        renew: Renew,
        *,
        but: Set[str],
        on_position: Callable[[int], None] | None,
    ) -> tuple[Place, _Allowed]:
        """Decide about a call that waited; it waits again where its place is one that it may not take any more."""
        while True:
            known = self._keeper.snapshot
            call = await self._renewed(flight, renew)
            asked = [given for given in call.route.deployments if given.id not in but]
            decisions = self._allowed(call, await self.decisions(call, asked))
            await self._deposits.take(flight, decisions)
            if place.deployment.id not in decisions:
                place.leave(failed=None)
                flight.place = place = await self._admit(call, decisions, on_position=on_position)
            elif self._keeper.snapshot is known:
                return place, decisions

    async def _renewed(self, flight: Flight, renew: Renew) -> Call:
        """The call as it would come now. Raises ``Stopped`` and what ``renew`` raises."""
        try:
            flight.call = await renew(flight.call)
        except GatewayProblem:
            if flight.cut_by is None:
                self._note(flight.call, "changed_waiting", Outcome.NOT_ADMITTED)
            raise
        if flight.cut_by is not None:
            raise flight.cut_by.error()
        self._check_switches(flight.call)
        return flight.call

    def _note_turned_away(self, call: Call, error: BaseException) -> None:
        """Write down a call that got no place, or whose caller left while it waited."""
        with suppress(DoorClosed):
            if isinstance(error, NoPlace):
                self._note(call, "no_place", Outcome.NOT_ADMITTED)
            elif isinstance(error, asyncio.CancelledError):
                self._note(call, "left_waiting", Outcome.STOPPED)

    def follow(self, snapshot: Snapshot) -> None:
        """Keep this state: cut the calls that fall under a switch, and spend within its budgets."""
        self._purse.follow(snapshot.limits)
        self._flights.cut(snapshot.switches)

    def why_stopped(self, call: Call) -> Stopped | None:
        """The error for a call that falls under a switch. Raises ``RecordsBehind``."""
        switches = self._keeper.snapshot.switches
        return next((switch.error() for switch in switches if call.falls_under(switch)), None)

    def _check_switches(self, call: Call) -> None:
        if stopped := self.why_stopped(call):
            self._note(call, "stopped", Outcome.SWITCHED_OFF)
            raise stopped

    def check_length(self, call: Call) -> None:
        """Refuse what is too long to be looked at. Raises ``TextsTooLong``."""
        if call.reading > MOST_CHARACTERS:
            raise TextsTooLong(length=f"{call.reading:,}", limit=f"{MOST_CHARACTERS:,}")

    def _check_length(self, call: Call) -> None:
        try:
            self.check_length(call)
        except TextsTooLong:
            self._note(call, "too_long", Outcome.NOT_ADMITTED)
            raise

    def _allowed(self, call: Call, decisions: Iterable[tuple[Deployment, Decision]]) -> _Allowed:
        """The deployments that may be asked, with the decision about each; a refusal by all is written down."""
        allowed: _Allowed = {}
        refusal: Refuse | None = None
        for deployment, decision in decisions:
            if isinstance(decision, Refuse):
                refusal = refusal or decision
            else:
                allowed[deployment.id] = decision
        if refusal is not None and not allowed:
            self._note(call, refusal.rule, Outcome.REFUSED_BY_POLICY)
            raise PolicyRefused(rule=refusal.rule, reason=refusal.sentence, way_out=refusal.next_step)
        return allowed

    async def decisions(
        self, call: Call, deployments: Iterable[Deployment]
    ) -> list[tuple[Deployment, Decision]]:
        """Whether the texts of the call may go to each deployment, and how; long ones are read beside other calls."""
        if call.reading <= _MANY_CHARACTERS:
            return self._decided(call, deployments)
        return await asyncio.to_thread(self._decided, call, deployments)

    def _decided(self, call: Call, deployments: Iterable[Deployment]) -> list[tuple[Deployment, Decision]]:
        return [(deployment, self._decision(call, deployment)) for deployment in deployments]

    def _decision(self, call: Call, deployment: Deployment) -> Decision:
        return decide(
            Circumstances(
                roles=call.caller.roles,
                organisation_rules=call.caller.rules,
                information_class=call.information_class,
                deployment=self._facts_of(deployment),
                texts=call.texts,
                now=self._clock(),
                purpose=call.purpose,
                app_id=call.caller.app,
                memo=call.memo,
            )
        )

    def _facts_of(self, deployment: Deployment) -> DeploymentFacts:
        """The facts that decide, gathered once for each state of a deployment."""
        known = self._facts.get(deployment.id)
        if known is None or known[0] is not deployment:
            known = self._facts[deployment.id] = deployment, facts_of(deployment)
        return known[1]

    async def _admit(
        self,
        call: Call,
        decisions: _Allowed,
        *,
        on_position: Callable[[int], None] | None,
    ) -> Place:
        route, tokens = call.route, call.tokens
        if len(decisions) < len(route.deployments):
            route = _part(route, decisions)
        fair_key = call.caller.organisation_id
        place = self._admission.try_enter(route, fair_key=fair_key, tokens=tokens)
        return place or await self._admission.enter(
            route, fair_key=fair_key, tokens=tokens, on_position=on_position
        )

    async def _hold(
        self, flight: Flight, decisions: _Allowed, *, on_position: Callable[[int], None] | None
    ) -> Place:
        """Get everything that the call needs; who waited until another price or month began pays that."""
        await self._deposits.take(flight, decisions)
        flight.place = place = await self._admit(flight.call, decisions, on_position=on_position)
        if not self._deposits.suffices(flight, decisions):
            await self._deposits.take(flight, decisions)
        return place

    def _open(self, flight: Flight, decisions: _Allowed, *, deployment: Deployment) -> Passage:
        """The call is written down before anything leaves."""
        call, decision = flight.call, decisions[deployment.id]
        taken = "masked" if isinstance(decision, Mask) else "allowed"
        row = row_of(call, deployment, decision=taken, clock=self._clock)
        price = self._keeper.snapshot.price_of(deployment, now=row.at)
        meter = Meter(self._clock, input_characters=call.characters, price=price, fee=call.fee)
        self._journal.open(row)
        return Passage(call, decision, row, meter, deployment, flight, self._journal)

    def _note(self, call: Call, decision: str, outcome: Outcome) -> None:
        """Write down a call of which nothing left."""
        row = row_of(call, call.route.deployments[0], decision=decision, clock=self._clock)
        self._journal.open(row)
        nothing = CallEnd(outcome, self._clock(), None, call.characters, 0, 0, 0, False, None)
        self._journal.close(row.id, nothing)


def _part(route: Route, decisions: _Allowed) -> Route:
    """The part of a route that may be asked; calls that may go to the same part wait in the same line."""
    deployments = tuple(deployment for deployment in route.deployments if deployment.id in decisions)
    return Route(":".join((route.name, *sorted(decisions))), deployments)
