"""Prices hold from a day on, and the day is that of Japan."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from genkan.catalogue import DeploymentDraft, Price, add_price, connect_deployment, find_deployment, prices_of
from genkan.catalogue import price_at as held_at
from genkan.catalogue.errors import DeploymentNotFound, PriceInvalid
from genkan.catalogue.pricing import today
from genkan.governance import Ledger
from genkan.storage import Database
from tests.conftest import StillClock


def price(day: str, amount: str | None) -> Price:
    return Price(date.fromisoformat(day), Decimal(amount) if amount else None, Decimal("0.1"))


OLD, NEW = price("2026-04-01", "60"), price("2026-12-01", "75.5")
# (day, the price that holds)
DAYS = [
    ("2026-03-31", None),
    ("2026-04-01", OLD),
    ("2026-11-30", OLD),
    ("2026-12-01", NEW),
    ("2030-01-01", NEW),
]


@pytest.mark.parametrize(("day", "held"), DAYS)
def test_the_last_price_that_has_begun_holds(day: str, held: Price | None) -> None:
    assert held_at((OLD, NEW), date.fromisoformat(day)) == held


def test_a_day_begins_in_japan() -> None:
    assert today(lambda: datetime(2026, 11, 30, 15, 0, tzinfo=UTC)) == date(2026, 12, 1)
    assert today(lambda: datetime(2026, 11, 30, 14, 59, tzinfo=UTC)) == date(2026, 11, 30)


async def test_prices_are_kept_by_day_and_the_present_one_beside_the_facts(
    database: Database, ledger: Ledger, clock: StillClock
) -> None:
    draft = DeploymentDraft(
        title="x",
        protocol="openai_chat",
        address="http://127.0.0.1:1/v1",
        remote_model="m",
        input_price=Decimal(60),
        output_price=Decimal("0.1"),
        price_date=date(2026, 4, 1),
    )
    async with database.write() as connection:
        made = await connect_deployment(connection, draft, ledger=ledger, clock=clock, actor="system")
    present = Price(today(clock), Decimal(1), None)
    for each in (NEW if today(clock) < NEW.valid_from else price("2099-01-01", "9"), present, OLD):
        async with database.write() as connection:
            await add_price(connection, made.id, each, ledger=ledger, clock=clock, actor="system")
    async with database.read() as connection:
        prices = (await prices_of(connection))[made.id]
        found = await find_deployment(connection, made.id)

    assert [each.valid_from for each in prices] == sorted(each.valid_from for each in prices)
    assert len(prices) == 3
    assert prices[0] == OLD
    assert (found.input_price, found.output_price, found.price_date) == (Decimal(1), None, today(clock))


async def test_a_price_that_is_none_is_refused(database: Database, ledger: Ledger, clock: StillClock) -> None:
    for wrong in (Price(date(2026, 1, 1), None, None), Price(date(2026, 1, 1), Decimal(-1), None)):
        with pytest.raises(PriceInvalid):
            async with database.write() as connection:
                await add_price(connection, "x", wrong, ledger=ledger, clock=clock, actor="system")
    with pytest.raises(DeploymentNotFound):
        async with database.write() as connection:
            await add_price(connection, "x", OLD, ledger=ledger, clock=clock, actor="system")
