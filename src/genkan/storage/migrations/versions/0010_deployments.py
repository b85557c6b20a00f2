"""Public names, capabilities, dated prices, history, probes and verifications of deployments."""

import re
from datetime import datetime
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from genkan.kit import system_clock
from genkan.storage import Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_CHANGE = sa.table(
    "deployment_change",
    sa.column("id", sa.String()),
    sa.column("deployment_id", sa.String()),
    sa.column("at", Moment()),
    sa.column("state", sa.String()),
    sa.column("actor", sa.String()),
    sa.column("details", sa.JSON()),
)


def upgrade() -> None:
    """Add the columns and tables, and fill them from the deployments that there are."""
    _widen_deployments()
    _create_prices_and_changes()
    _create_probes_and_verifications()
    _name_deployments()
    _fill_prices_and_changes()


def _widen_deployments() -> None:
    with op.batch_alter_table("deployment") as table:
        table.add_column(sa.Column("public_name", sa.String(length=120), nullable=False, server_default=""))
        table.add_column(sa.Column("token_capacity", sa.Integer(), nullable=True))
        table.add_column(sa.Column("capabilities", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
        table.add_column(sa.Column("replaces", sa.String(length=36), nullable=True))
        table.add_column(sa.Column("verified_at", Moment(), nullable=True))
    op.create_index(op.f("ix_deployment_public_name"), "deployment", ["public_name"], unique=False)


def _create_prices_and_changes() -> None:
    op.create_table(
        "deployment_price",
        sa.Column("deployment_id", sa.String(length=36), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("input_price", sa.String(length=30), nullable=True),
        sa.Column("output_price", sa.String(length=30), nullable=True),
        sa.ForeignKeyConstraint(
            ["deployment_id"], ["deployment.id"], name=op.f("fk_deployment_price_deployment_id")
        ),
        sa.PrimaryKeyConstraint("deployment_id", "valid_from", name=op.f("pk_deployment_price")),
    )
    op.create_table(
        "deployment_change",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("deployment_id", sa.String(length=36), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["deployment_id"], ["deployment.id"], name=op.f("fk_deployment_change_deployment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deployment_change")),
    )
    op.create_index(
        op.f("ix_deployment_change_deployment_id"), "deployment_change", ["deployment_id"], unique=False
    )


def _create_probes_and_verifications() -> None:
    op.create_table(
        "deployment_probe",
        sa.Column("deployment_id", sa.String(length=36), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["deployment_id"], ["deployment.id"], name=op.f("fk_deployment_probe_deployment_id")
        ),
        sa.PrimaryKeyConstraint("deployment_id", "at", name=op.f("pk_deployment_probe")),
    )
    op.create_table(
        "deployment_verification",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("deployment_id", sa.String(length=36), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("results", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["deployment_id"], ["deployment.id"], name=op.f("fk_deployment_verification_deployment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deployment_verification")),
    )
    op.create_index(
        op.f("ix_deployment_verification_deployment_id"),
        "deployment_verification",
        ["deployment_id"],
        unique=False,
    )


def _name_deployments() -> None:
    """A name for each: two share one only where both are known to be the same build of the same model."""
    connection = op.get_bind()
    columns = "id, model_id, remote_model, title, protocol, build, parameters"
    rows = connection.execute(sa.text(f"SELECT {columns} FROM deployment ORDER BY created_at, id"))  # noqa: S608
    holders: dict[str, tuple[object, ...]] = {}
    for row in rows.fetchall():
        build = (row.model_id, row.build, str(row.parameters)) if row.model_id and row.build else (row.id,)
        texts = (row.model_id or row.remote_model or row.title, row.protocol)
        name = next(name for name in map(_slug, texts) if name)
        if holders.get(name, build) != build:
            name = f"{name[:90]}-{_slug(row.id)[-29:]}"
        holders[name] = build
        connection.execute(
            sa.text("UPDATE deployment SET public_name = :name WHERE id = :id"), {"name": name, "id": row.id}
        )


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9._:-]+", "-", text.lower()).strip("-")[:120].strip("-")


def _fill_prices_and_changes() -> None:
    op.execute(
        "INSERT INTO deployment_price (deployment_id, valid_from, input_price, output_price) "
        "SELECT id, price_date, input_price, output_price FROM deployment WHERE price_date IS NOT NULL"
    )
    deployment = sa.table(
        "deployment", sa.column("id"), sa.column("created_at", Moment()), sa.column("state")
    )
    changes: list[dict[str, object]] = []
    for row in op.get_bind().execute(sa.select(deployment)).fetchall():
        changes.append(_change(row.id, "active", at=row.created_at))
        if row.state != "active":
            changes.append(_change(row.id, row.state, at=system_clock()))
    op.bulk_insert(_CHANGE, changes)


def _change(deployment_id: str, state: str, *, at: datetime) -> dict[str, object]:
    return {
        "id": str(uuid4()),
        "deployment_id": deployment_id,
        "at": at,
        "state": state,
        "actor": "system",
        "details": {},
    }
