"""Deposits: what calls may cost, set aside before they leave."""

from collections.abc import Collection
from dataclasses import dataclass

from genkan.catalogue import Deployment
from genkan.gateway.budgets import Month, PriceUnknown, Purse
from genkan.gateway.entrance.call import Call
from genkan.gateway.entrance.flight import Flight
from genkan.gateway.meter import cost_of
from genkan.gateway.snapshot import SnapshotKeeper
from genkan.kit import Clock


@dataclass(frozen=True, slots=True)
class Deposits:
    """Takes deposits from the purse, as high as the call costs at the dearest deployment that may answer it."""

    keeper: SnapshotKeeper
    purse: Purse
    clock: Clock

    async def take(self, flight: Flight, allowed: Collection[str]) -> None:
        """Set aside what a flight may cost at one of these deployments, in the place of what was set aside before.

        Raises ``BudgetSpent``, ``PriceUnknown``.
        """
        if flight.reservation is not None:
            flight.reservation.settle("", 0)
            flight.reservation = None
        if self.purse.limits:
            cost = self._cost(flight.call, allowed)
            flight.reservation = await self.purse.reserve(flight.call.accounts, micro_yen=cost)

    def suffices(self, flight: Flight, allowed: Collection[str]) -> bool:
        """Whether what was set aside pays for the call now: another month or another price may have begun.

        Raises ``PriceUnknown``.
        """
        if not self.purse.limits:
            return True
        cost, held = self._cost(flight.call, allowed), flight.reservation
        if held is None:
            return not cost
        return held.month == Month.of(self.clock()) and held.micro_yen >= cost

    def _cost(self, call: Call, allowed: Collection[str]) -> int:
        asked = [given for given in call.route.deployments if given.id in allowed and given.costs]
        costs = [self._cost_at(given, call) for given in asked]
        if None in costs and (account := self.purse.demands_price(call.accounts)):
            raise PriceUnknown(model=call.model, scope=account.scope.label)
        return max((cost or 0 for cost in costs), default=0)

    def _cost_at(self, deployment: Deployment, call: Call) -> int | None:
        if call.fee is not None:
            return call.fee
        price = self.keeper.snapshot.price_of(deployment, now=self.clock())
        return cost_of(price, tokens_in=call.characters, tokens_out=call.answer_tokens)
