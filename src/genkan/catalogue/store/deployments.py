"""The table of deployments: each as it was stated, with its present state."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import JSON, Column, Date, Integer, RowMapping, String, Table, Text, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue.deployment import Answer, Deployment, DeploymentState, InformationClass
from genkan.catalogue.errors import DeploymentNotFound, TitleTaken
from genkan.catalogue.price import Price
from genkan.catalogue.store.prices import as_text
from genkan.storage import Moment, metadata

deployment_table = Table(
    "deployment",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("model_id", String(80), nullable=True),
    Column("title", String(100), nullable=False, unique=True),
    Column("protocol", String(40), nullable=False),
    Column("address", Text, nullable=False),
    Column("remote_model", String(300), nullable=False),
    Column("build", String(300), nullable=False),
    Column("place", String(2), nullable=False),
    Column("operator", String(200), nullable=False),
    Column("government_cloud", String(10), nullable=False),
    Column("ismap", String(10), nullable=False),
    Column("vendor_logging", String(10), nullable=False),
    Column("learning", String(10), nullable=False),
    Column("ceiling", Integer, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("input_price", String(30), nullable=True),
    Column("output_price", String(30), nullable=True),
    Column("price_date", Date, nullable=True),
    Column("parameters", JSON, nullable=False),
    Column("secret_reference", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("public_name", String(120), nullable=False, index=True),
    Column("token_capacity", Integer, nullable=True),
    Column("capabilities", JSON, nullable=False),
    Column("replaces", String(36), nullable=True),
    Column("verified_at", Moment, nullable=True),
)

_ANSWERS = ("government_cloud", "ismap", "vendor_logging", "learning")


async def add_deployment(connection: AsyncConnection, deployment: Deployment) -> None:
    """Write a deployment as it is given. Raises ``TitleTaken``. ``connect_deployment`` is the whole deed."""
    try:
        await connection.execute(insert(deployment_table).values(_as_row(deployment)))
    except IntegrityError as error:
        raise TitleTaken(title=deployment.title) from error


async def find_deployment(connection: AsyncConnection, deployment_id: str) -> Deployment:
    """The deployment. Raises ``DeploymentNotFound``."""
    statement = select(deployment_table).where(deployment_table.c.id == deployment_id)
    row = (await connection.execute(statement)).mappings().one_or_none()
    if row is None:
        raise DeploymentNotFound
    return _from_row(row)


async def list_deployments(
    connection: AsyncConnection, *, state: DeploymentState | None = None
) -> tuple[Deployment, ...]:
    """All deployments, or those in one state, oldest first."""
    statement = select(deployment_table).order_by(deployment_table.c.created_at, deployment_table.c.id)
    if state is not None:
        statement = statement.where(deployment_table.c.state == state.value)
    return tuple(_from_row(row) for row in (await connection.execute(statement)).mappings())


async def list_in_use(connection: AsyncConnection) -> tuple[Deployment, ...]:
    """The deployments that are not retired, oldest first."""
    found = await list_deployments(connection)
    return tuple(each for each in found if each.state is not DeploymentState.RETIRED)


async def title_is_taken(connection: AsyncConnection, title: str) -> bool:
    """Whether a deployment, retired ones included, has this title."""
    statement = select(deployment_table.c.id).where(deployment_table.c.title == title)
    return (await connection.execute(statement)).first() is not None


async def set_state(
    connection: AsyncConnection, deployment_id: str, *, before: DeploymentState, after: DeploymentState
) -> bool:
    """Change the state if it is still ``before``; whether it was."""
    statement = (
        update(deployment_table)
        .where(deployment_table.c.id == deployment_id, deployment_table.c.state == before.value)
        .values(state=after.value)
    )
    return (await connection.execute(statement)).rowcount == 1


async def set_verified(connection: AsyncConnection, deployment_id: str, *, at: datetime) -> None:
    """Note when the deployment last passed its verification."""
    await connection.execute(
        update(deployment_table).where(deployment_table.c.id == deployment_id).values(verified_at=at)
    )


async def set_price(connection: AsyncConnection, deployment_id: str, price: Price) -> None:
    """Write the price that holds now beside the other facts of the deployment."""
    await connection.execute(
        update(deployment_table)
        .where(deployment_table.c.id == deployment_id)
        .values(
            price_date=price.valid_from,
            input_price=as_text(price.input_price),
            output_price=as_text(price.output_price),
        )
    )


def _as_row(deployment: Deployment) -> dict[str, object]:
    texts = {"parameters": dict(deployment.parameters), "capabilities": dict(deployment.capabilities)}
    row = {**asdict(deployment), **texts}
    prices = {
        "input_price": as_text(deployment.input_price),
        "output_price": as_text(deployment.output_price),
    }
    enums = {name: str(row[name]) for name in (*_ANSWERS, "protocol", "state")}
    return {**row, **prices, **enums, "ceiling": int(deployment.ceiling)}


def _from_row(row: RowMapping) -> Deployment:
    values: dict[str, Any] = dict(cast("Mapping[str, Any]", row))
    for name in ("input_price", "output_price"):
        values[name] = None if values[name] is None else Decimal(values[name])
    for name in _ANSWERS:
        values[name] = Answer(values[name])
    values["ceiling"] = InformationClass(values["ceiling"])
    values["state"] = DeploymentState(values["state"])
    return Deployment(**values)
