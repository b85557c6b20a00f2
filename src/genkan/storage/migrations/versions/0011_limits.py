"""Kill switches, budgets, what was spent of them, and what processes hold."""

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _create_switches()
    _create_budgets()


def _create_switches() -> None:
    op.create_table(
        "kill_switch",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("scope", sa.String(length=12), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("thrown_at", Moment(), nullable=False),
        sa.Column("thrown_by", sa.String(length=36), nullable=False),
        sa.Column("by_operators", sa.Boolean(), nullable=False),
        sa.Column("lifted_at", Moment(), nullable=True),
        sa.Column("lifted_by", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_kill_switch_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kill_switch")),
    )


def _create_budgets() -> None:
    op.create_table(
        "quota",
        *_account(),
        sa.Column("yen", sa.BigInteger(), nullable=False),
        sa.Column("set_at", Moment(), nullable=False),
        sa.Column("set_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("scope", "organisation_id", "subject", name=op.f("pk_quota")),
    )
    op.create_table(
        "quota_usage",
        *_account(),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("micro_yen", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "organisation_id", "subject", "month", name=op.f("pk_quota_usage")),
    )
    op.create_table(
        "quota_lease",
        *_account(),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("process_id", sa.String(length=36), nullable=False),
        sa.Column("micro_yen", sa.BigInteger(), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.PrimaryKeyConstraint(
            "scope", "organisation_id", "subject", "month", "process_id", name=op.f("pk_quota_lease")
        ),
    )


def _account() -> tuple[sa.Column[str], sa.Column[str], sa.Column[str]]:
    return (
        sa.Column("scope", sa.String(length=12), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
    )
