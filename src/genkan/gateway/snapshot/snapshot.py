"""One consistent state of everything that decides about a call; never changed, only replaced."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from genkan.catalogue import Deployment, Price, Prices, price_at
from genkan.gateway.budgets import JAPAN, Limits
from genkan.gateway.caller import Caller
from genkan.gateway.keys.key import ApiKey
from genkan.gateway.route import Route
from genkan.gateway.switches import Switch
from genkan.governance import Person
from genkan.policy import Rules


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """A key with the person who answers for it and the rules of their organisation."""

    key: ApiKey
    owner: Person
    rules: Rules
    caller: Caller

    @classmethod
    def of(cls, key: ApiKey, *, owner: Person, rules: Rules) -> Self:
        """The holder, with who calls as the entrance wants it."""
        caller = Caller(owner.id, key.organisation_id, owner.roles, rules, key.app, key.id)
        return cls(key, owner, rules, caller)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state; ``holders`` by the digest of the secret, ``routes`` by public model name.

    ``switches`` are those in force, ``limits`` the budgets, ``prices`` those of each deployment by day.
    """

    changes: Mapping[str, int]
    holders: Mapping[str, KeyHolder]
    routes: Mapping[str, Route]
    switches: tuple[Switch, ...]
    limits: Limits
    prices: Prices

    @property
    def deployment_ids(self) -> frozenset[str]:
        """The deployments of all routes."""
        return frozenset(given.id for route in self.routes.values() for given in route.deployments)

    def holder(self, digest: str, *, now: datetime) -> KeyHolder | None:
        """Who holds the key, where it opens anything at ``now``."""
        holder = self.holders.get(digest)
        return holder if holder and holder.owner.active and holder.key.in_force(now) else None

    def holder_of(self, key_id: str, *, now: datetime) -> KeyHolder | None:
        """Who holds the key with this id, where it opens anything at ``now``."""
        digest = next((digest for digest, holder in self.holders.items() if holder.key.id == key_id), "")
        return self.holder(digest, now=now)

    def price_of(self, deployment: Deployment, *, now: datetime) -> Price | None:
        """The price of the day in Japan, ``None`` where none is known."""
        prices = self.prices.get(deployment.id)
        return price_at(prices, now.astimezone(JAPAN).date()) if prices else None
