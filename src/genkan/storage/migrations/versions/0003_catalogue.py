"""Deployments of models."""

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "deployment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("model_id", sa.String(length=80), nullable=True),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("protocol", sa.String(length=40), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("remote_model", sa.String(length=300), nullable=False),
        sa.Column("build", sa.String(length=300), nullable=False),
        sa.Column("place", sa.String(length=2), nullable=False),
        sa.Column("operator", sa.String(length=200), nullable=False),
        sa.Column("government_cloud", sa.String(length=10), nullable=False),
        sa.Column("ismap", sa.String(length=10), nullable=False),
        sa.Column("vendor_logging", sa.String(length=10), nullable=False),
        sa.Column("learning", sa.String(length=10), nullable=False),
        sa.Column("ceiling", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("input_price", sa.String(length=30), nullable=True),
        sa.Column("output_price", sa.String(length=30), nullable=True),
        sa.Column("price_date", sa.Date(), nullable=True),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("secret_reference", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deployment")),
        sa.UniqueConstraint("title", name=op.f("uq_deployment_title")),
    )
