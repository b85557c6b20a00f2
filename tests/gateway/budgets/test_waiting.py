"""Money is looked at again when a call that waited gets its place: prices and budgets may have changed meanwhile."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import openai
import pytest
from aiohttp import web

from genkan.catalogue import Price
from genkan.gateway import Account, BudgetScope, Month, Outcome
from genkan.kit import system_clock
from tests.gateway.budgets.test_budgets import PRICED, budget, raise_price
from tests.openai_api.conftest import Api, api, house
from tests.openai_api.test_waiting import Held, ask, waiting

__all__ = ["api", "house"]

WORDS = "質問"
LONGEST = 1024  # what an answer may cost whose length nobody said
YEN = len(WORDS) + LONGEST


def reserved(api: Api, account: Account) -> int:
    """What this process has set aside this month, in yen."""
    leases = api.house.gateway._reception.purse._leases
    return leases[account, Month.of(system_clock())].reserved // 1_000_000


class Begun(Held):
    """An endpoint that answers one call at once and the next when it is let go."""

    async def answer(self, request: web.Request) -> web.Response:
        """Hold what is not the first."""
        if self.heard:
            self.free.clear()
        return await super().answer(request)


async def test_a_price_that_rose_meanwhile_enlarges_what_is_set_aside(api: Api) -> None:
    held = Begun()
    deployment = await api.connect(held.answer, capacity=1, **PRICED)
    client = await api.client()
    account = await budget(api.house, BudgetScope.ORGANISATION, 10_000)
    await api.known()
    first = ask(client, WORDS)
    await until(lambda: len(held.heard) == 1)
    second = ask(client, WORDS)
    await waiting(api)
    assert reserved(api, account) == 2 * YEN
    await raise_price(api, deployment, factor=3)
    held.free.set()
    assert (await first).choices
    await until(lambda: len(held.heard) == 2)
    assert reserved(api, account) == 3 * YEN
    held.free.set()
    assert (await second).choices
    assert reserved(api, account) == 0


async def test_a_call_that_costs_too_much_by_now_does_not_leave(api: Api) -> None:
    held = Held()
    deployment = await api.connect(held.answer, capacity=1, **PRICED)
    client = await api.client()
    await budget(api.house, BudgetScope.ORGANISATION, 3 * YEN - 1)
    await api.known()
    first = ask(client, WORDS)
    await until(lambda: len(held.heard) == 1)
    second = ask(client, WORDS)
    await waiting(api)
    await raise_price(api, deployment, factor=3)
    held.free.set()
    assert (await first).choices
    await refused(api, second, held)


async def test_a_budget_that_was_lowered_meanwhile_holds(api: Api) -> None:
    held = Held()
    await api.connect(held.answer, capacity=1, **PRICED)
    client = await api.client()
    await budget(api.house, BudgetScope.ORGANISATION, 10_000)
    await api.known()
    first = ask(client, WORDS)
    await until(lambda: len(held.heard) == 1)
    second = ask(client, WORDS)
    await waiting(api)
    await budget(api.house, BudgetScope.ORGANISATION, YEN - 1)
    await api.known()
    held.free.set()
    assert (await first).choices
    await refused(api, second, held)


async def test_a_price_that_begins_while_a_call_waits_a_moment_is_paid(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Midnight comes between the question and its place: nothing is new but the day."""
    held = Begun()
    deployment = await api.connect(held.answer, capacity=1, **PRICED)
    await raise_price(api, deployment, factor=2, days=1)
    client = await api.client()
    account = await budget(api.house, BudgetScope.MODEL, 10_000, "small")
    await api.known()
    entrance = api.house.gateway._reception.entrance
    known = entrance._keeper.snapshot
    first = ask(client, WORDS)
    await until(lambda: len(held.heard) == 1)
    second = ask(client, WORDS)
    await waiting(api)

    class Tomorrow:
        """The prices of the day after."""

        def price_of(self, given: object, *, now: object) -> Price | None:
            """Whatever the clock says."""
            return known.price_of(given, now=system_clock() + timedelta(days=1))

    class Keeper:
        """Gives them."""

        snapshot = Tomorrow()

    monkeypatch.setattr(
        entrance, "_deposits", type(entrance._deposits)(Keeper(), entrance._purse, system_clock)
    )
    held.free.set()
    assert (await first).choices
    await until(lambda: len(held.heard) == 2)
    assert reserved(api, account) == 2 * YEN
    held.free.set()
    assert (await second).choices


async def until(happened: Callable[[], bool]) -> None:
    """Wait for it."""
    async with asyncio.timeout(10):
        while not happened():
            await asyncio.sleep(0.01)


async def refused(api: Api, asked: "asyncio.Task[object]", held: Held) -> None:
    """The second call is told why, and the endpoint hears nothing of it."""
    with pytest.raises(openai.RateLimitError) as told:
        await asked
    assert told.value.code == "budget_spent"
    assert held.heard == [WORDS]
    outcomes = {(row["outcome"], row["decision"]) for row in await api.rows()}
    assert (Outcome.NOT_ADMITTED, "budget_spent") in outcomes
    assert [count.in_flight for count in api.house.gateway._reception.admission.counts()] == [0]
