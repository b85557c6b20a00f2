"""The dated prices of deployments."""

from decimal import Decimal

from sqlalchemy import Column, Date, ForeignKey, Row, String, Table, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue.price import Price, Prices
from genkan.storage import metadata

price_table = Table(
    "deployment_price",
    metadata,
    Column("deployment_id", String(36), ForeignKey("deployment.id"), primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("input_price", String(30), nullable=True),
    Column("output_price", String(30), nullable=True),
)


async def prices_of(connection: AsyncConnection) -> Prices:
    """The dated prices of all deployments that have any, by deployment, each in the order of its days."""
    statement = select(price_table).order_by(price_table.c.deployment_id, price_table.c.valid_from)
    prices: dict[str, tuple[Price, ...]] = {}
    for row in await connection.execute(statement):
        prices[row.deployment_id] = (*prices.get(row.deployment_id, ()), _from_row(row))
    return prices


async def prices_of_one(connection: AsyncConnection, deployment_id: str) -> tuple[Price, ...]:
    """The dated prices of a deployment, in the order of their days."""
    statement = (
        select(price_table)
        .where(price_table.c.deployment_id == deployment_id)
        .order_by(price_table.c.valid_from)
    )
    return tuple(_from_row(row) for row in await connection.execute(statement))


async def put_price(connection: AsyncConnection, deployment_id: str, price: Price) -> None:
    """Write a price; one that was stated for the same day is corrected by it."""
    same_day = (price_table.c.deployment_id == deployment_id) & (price_table.c.valid_from == price.valid_from)
    await connection.execute(delete(price_table).where(same_day))
    await connection.execute(
        insert(price_table).values(
            deployment_id=deployment_id,
            valid_from=price.valid_from,
            input_price=as_text(price.input_price),
            output_price=as_text(price.output_price),
        )
    )


def as_text(price: Decimal | None) -> str | None:
    """A price as it is stored: exactly, as text."""
    return None if price is None else str(price)


def _from_row(row: Row[tuple[object, ...]]) -> Price:
    return Price(row.valid_from, _decimal(row.input_price), _decimal(row.output_price))


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
