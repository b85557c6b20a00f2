"""What the door holds: keys, processes, changes, and the metering of calls by programs."""

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables and widen the metering row."""
    op.create_table(
        "change",
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("topic", name=op.f("pk_change")),
    )
    op.create_table(
        "door_process",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_process")),
    )
    op.create_table(
        "api_key",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("app", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("beginning", sa.String(length=16), nullable=False),
        sa.Column("models", sa.JSON(), nullable=False),
        sa.Column("addresses", sa.JSON(), nullable=False),
        sa.Column("information_class", sa.Integer(), nullable=False),
        sa.Column("ceiling", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.Column("replaces", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_api_key_organisation_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_api_key_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("digest", name=op.f("uq_api_key_digest")),
    )
    op.create_index(op.f("ix_api_key_organisation_id"), "api_key", ["organisation_id"], unique=False)
    for name in ("ix_call_answer_id", "ix_call_organisation_id"):
        op.drop_index(op.f(name), table_name="call")
    with op.batch_alter_table("call") as table:
        table.alter_column("answer_id", existing_type=sa.String(length=36), nullable=True)
        table.alter_column(
            "build", existing_type=sa.String(length=200), type_=sa.String(length=300), existing_nullable=False
        )
        table.add_column(sa.Column("model_name", sa.String(length=120), nullable=False, server_default=""))
        table.add_column(sa.Column("app", sa.String(length=80), nullable=False, server_default=""))
        table.add_column(sa.Column("api_key_id", sa.String(length=36), nullable=True))
        table.add_column(sa.Column("fallback_from", sa.String(length=120), nullable=True))
        table.add_column(sa.Column("batch_id", sa.String(length=36), nullable=True))
    op.create_index(op.f("ix_call_batch_id"), "call", ["batch_id"], unique=False)
    op.create_index("ix_call_api_key_id_at", "call", ["api_key_id", "at"], unique=False)
