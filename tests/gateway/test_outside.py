"""The door to registered addresses: policy, switches, budgets and metering as for a model."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from genkan.catalogue import Answer as Fact
from genkan.catalogue import Deployment, DeploymentState, InformationClass
from genkan.gateway import (
    Account,
    BudgetScope,
    BudgetSpent,
    Outcome,
    OutsideAsk,
    PolicyRefused,
    Scope,
    Stopped,
    SwitchDraft,
    introduce_app,
    set_budget,
    set_rules,
    throw_switch,
)
from genkan.gateway.admission.errors import RouteClosed
from genkan.gateway.store.calls import call
from genkan.kit import new_id, system_clock
from genkan.policy import Rules
from tests.gateway.conftest import House

PLACE = Deployment(
    id="01900000-0000-7000-8000-00000000000a",
    title="例示アプリ",
    protocol="gennai_app",
    public_name="app:example",
    place="JP",
    vendor_logging=Fact.NO,
    learning=Fact.NO,
    ceiling=InformationClass.TWO,
    state=DeploymentState.ACTIVE,
    created_at=datetime(2026, 4, 1, tzinfo=UTC),
)


def ask_of(house: House, *texts: str, **changes: Any) -> OutsideAsk:
    ask = OutsideAsk(
        organisation_id=house.person.organisation_id,
        person_id=house.person.id,
        app="example",
        information_class=InformationClass.ONE,
        destination=PLACE,
        texts=texts or ("例示",),
        fee=5_000_000,
    )
    return replace(ask, **changes)


def same(ask: OutsideAsk) -> Callable[[], Awaitable[OutsideAsk]]:
    async def renew() -> OutsideAsk:
        return ask

    return renew


async def send(house: House, ask: OutsideAsk, *, answer: str = "回答") -> tuple[str, ...]:
    async with house.gateway.outside.leaving(ask, renew=same(ask)) as departure:
        departure.leaves()
        departure.heard(answer, tokens=(7, 3))
        return departure.texts


async def rows(house: House) -> list[dict[str, Any]]:
    await house.gateway.settle()
    async with house.database.read() as connection:
        found = (await connection.execute(select(call).order_by(call.c.id))).mappings()
        return [dict(row) for row in found]


async def test_a_text_that_leaves_is_metered_by_its_fee(house: House) -> None:
    assert await send(house, ask_of(house)) == ("例示",)
    (row,) = await rows(house)
    assert (row["purpose"], row["app"], row["model_name"]) == ("app", "example", "app:example")
    assert (row["outcome"], row["price_micro_yen"], row["input_tokens"]) == (Outcome.COMPLETED, 5_000_000, 7)


async def test_what_nobody_knows_the_price_of_has_none(house: House) -> None:
    await send(house, ask_of(house, fee=None))
    (row,) = await rows(house)
    assert row["price_micro_yen"] is None


REFUSED = [
    {"destination": replace(PLACE, state=DeploymentState.PAUSED)},
    {"destination": replace(PLACE, learning=Fact.UNKNOWN), "information_class": InformationClass.TWO},
    {"destination": replace(PLACE, place=""), "information_class": InformationClass.TWO},
    {"information_class": InformationClass.THREE},
]


@pytest.mark.parametrize("changes", REFUSED)
async def test_what_may_not_leave(house: House, changes: dict[str, Any]) -> None:
    with pytest.raises(PolicyRefused):
        await send(house, ask_of(house, **changes))
    (row,) = await rows(house)
    assert (row["outcome"], row["price_micro_yen"]) == (Outcome.REFUSED_BY_POLICY, None)


async def test_the_rules_of_the_organisation_apply(house: House) -> None:
    for rules in (Rules(allowed_purposes=frozenset({"chat"})), Rules(allowed_apps=frozenset({"other"}))):
        async with house.database.write() as connection:
            await set_rules(
                connection,
                house.person.organisation_id,
                rules,
                ledger=house.ledger,
                clock=system_clock,
                actor=house.person.id,
            )
        with pytest.raises(PolicyRefused):
            await send(house, ask_of(house))


async def test_personal_data_is_masked(house: House) -> None:
    ask = ask_of(house, "個人番号は1234 5678 9018です。")
    async with house.gateway.outside.leaving(ask, renew=same(ask)) as departure:
        assert "1234" not in departure.texts[0] and departure.notice
        assert "1234 5678 9018" in departure.originals.values()


async def test_a_kill_switch_stops_the_app_and_what_it_fetches(house: House) -> None:
    organisation_id = house.person.organisation_id
    async with house.database.write() as connection:
        await introduce_app(connection, organisation_id, "example", title="例示")
        await introduce_app(connection, organisation_id, "example", title="例示")
        await throw_switch(
            connection,
            SwitchDraft(scope=Scope.APP, reason="点検", subject="example", organisation_id=organisation_id),
            within=organisation_id,
            ledger=house.ledger,
            clock=system_clock,
            actor=house.person.id,
        )
    await house.gateway._reception.keeper.look()
    with pytest.raises(Stopped):
        await send(house, ask_of(house))
    with pytest.raises(Stopped):
        await house.gateway.outside.check(ask_of(house))
    await house.gateway.outside.check(ask_of(house, app="other"))


async def test_a_budget_of_the_app_is_spent_by_fees(house: House) -> None:
    account = Account(BudgetScope.APP, house.person.organisation_id, "example")
    async with house.database.write() as connection:
        await introduce_app(connection, account.organisation_id, "example", title="例示")
        await set_budget(
            connection,
            account,
            9,
            within=account.organisation_id,
            ledger=house.ledger,
            clock=system_clock,
            actor=house.person.id,
        )
    await house.gateway._reception.keeper.look()
    await send(house, ask_of(house))
    with pytest.raises(BudgetSpent):
        await send(house, ask_of(house))


async def test_a_call_that_fails_is_written_down_as_its_caller_says(house: House) -> None:
    ask = ask_of(house)
    with pytest.raises(ZeroDivisionError):
        async with house.gateway.outside.leaving(ask, renew=same(ask)) as departure:
            departure.leaves()
            departure.end(Outcome.UNREACHABLE)
            raise ZeroDivisionError
    (row,) = await rows(house)
    assert (row["outcome"], row["price_micro_yen"]) == (Outcome.UNREACHABLE, 0)


async def test_an_answer_that_came_later_is_counted_and_costs_nothing_more(house: House) -> None:
    await house.gateway.outside.arrived(ask_of(house), "後からの回答", tokens=None)
    (row,) = await rows(house)
    assert (row["decision"], row["output_tokens"], row["price_micro_yen"]) == ("received", 6, 0)


async def test_an_app_that_is_down_holds_no_other_up(house: House) -> None:
    """Its breaker opens; another app on another line is served."""
    ask = ask_of(house)

    async def fail() -> None:
        async with house.gateway.outside.leaving(ask, renew=same(ask)) as departure:
            departure.leaves()
            departure.end(Outcome.UNREACHABLE)

    with pytest.raises(RouteClosed):
        for _ in range(20):
            await fail()
    other = replace(PLACE, id=new_id(system_clock), public_name="app:other")
    assert await send(house, ask_of(house, destination=other, app="other"))
