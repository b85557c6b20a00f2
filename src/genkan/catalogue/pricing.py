"""Stating a price that holds from a day on."""

from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue.draft_check import check_price
from genkan.catalogue.events import CatalogueEvent
from genkan.catalogue.noting import Noting
from genkan.catalogue.price import Price, price_at
from genkan.catalogue.registration import DEPLOYMENTS
from genkan.catalogue.store.deployments import find_deployment, set_price
from genkan.catalogue.store.prices import prices_of_one, put_price
from genkan.governance import Ledger
from genkan.kit import Clock
from genkan.storage import note_change

JAPAN = ZoneInfo("Asia/Tokyo")


async def add_price(
    connection: AsyncConnection, deployment_id: str, price: Price, *, ledger: Ledger, clock: Clock, actor: str
) -> None:
    """Write and record a price; one stated for the same day is corrected by it.

    Calls that were made stay at the price that they had. Raises ``DeploymentNotFound`` and ``PriceInvalid``.
    """
    check_price(price)
    await note_change(connection, DEPLOYMENTS)
    deployment = await find_deployment(connection, deployment_id)
    await put_price(connection, deployment_id, price)
    if held := price_at(await prices_of_one(connection, deployment_id), today(clock)):
        await set_price(connection, deployment_id, held)
    more = {
        "valid_from": price.valid_from.isoformat(),
        "input_price": _text(price.input_price),
        "output_price": _text(price.output_price),
    }
    noting = Noting(ledger=ledger, clock=clock, actor=actor)
    await noting.note(connection, deployment, CatalogueEvent.PRICED, more)


def today(clock: Clock) -> date:
    """The day in Japan, by which prices change."""
    return clock().astimezone(JAPAN).date()


def _text(price: Decimal | None) -> str | None:
    return None if price is None else str(price)
