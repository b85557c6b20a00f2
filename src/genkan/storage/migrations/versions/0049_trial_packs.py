"""Files of reports as they were published, how running trials stood when they were counted, and keys that end."""

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, and what a report is called and opened by once its key is gone."""
    with op.batch_alter_table("trial_report") as report:
        report.add_column(sa.Column("title", sa.String(length=300), nullable=False, server_default=""))
        report.add_column(sa.Column("vendor_key", sa.String(length=64), nullable=False, server_default=""))
    _create_files()
    _create_standing()


def _create_files() -> None:
    op.create_table(
        "trial_report_file",
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        _of_trial("trial_report_file"),
        sa.PrimaryKeyConstraint("trial_id", "number", "name", name=op.f("pk_trial_report_file")),
    )
    op.create_table(
        "trial_report_piece",
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _of_trial("trial_report_piece"),
        sa.PrimaryKeyConstraint("trial_id", "number", "name", "position", name=op.f("pk_trial_report_piece")),
    )


def _create_standing() -> None:
    op.create_table(
        "trial_standing",
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        _of_trial("trial_standing"),
        sa.PrimaryKeyConstraint("trial_id", name=op.f("pk_trial_standing")),
    )


def _of_trial(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["trial_id"], ["trial.id"], name=op.f(f"fk_{table}_trial_id_trial"))
