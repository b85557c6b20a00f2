"""Registrations of applicants, checks of declared deployments, proposed places, and results of sealed tests in decisions."""

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, and to results where they come from; those that there are were typed."""
    _create_registrations()
    _create_checks()
    _create_proposals()
    op.add_column("selection_measure", sa.Column("exam_id", sa.String(length=36), nullable=True))
    op.add_column("selection_measure", sa.Column("exam", sa.Text(), nullable=True))


def _create_registrations() -> None:
    op.create_table(
        "selection_registration",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("company", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("sign_in_name", sa.String(length=200), nullable=False),
        sa.Column("line", sa.String(length=64), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        _reference("selection_registration", "call_id", "selection_call"),
        _reference("selection_registration", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection_registration")),
    )
    for column in ("organisation_id", "line"):
        op.create_index(f"ix_selection_registration_{column}", "selection_registration", [column])


def _create_checks() -> None:
    op.create_table(
        "selection_endpoint_check",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("application_id", sa.String(length=36), nullable=False),
        sa.Column("submission_sha256", sa.String(length=64), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("protocol", sa.Text(), nullable=False),
        sa.Column("remote_model", sa.Text(), nullable=False),
        sa.Column("build", sa.Text(), nullable=False),
        sa.Column("with_key", sa.Boolean(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("checks", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        _reference("selection_endpoint_check", "application_id", "selection_application"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection_endpoint_check")),
    )
    op.create_index(
        "ix_selection_endpoint_check_application_id", "selection_endpoint_check", ["application_id"]
    )


def _create_proposals() -> None:
    op.create_table(
        "selection_proposal",
        sa.Column("application_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("criterion", sa.String(length=40), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("dropped", sa.Integer(), nullable=False),
        sa.Column("places", sa.Text(), nullable=False),
        _reference("selection_proposal", "application_id", "selection_application"),
        _reference("selection_proposal", "person_id", "person"),
        sa.PrimaryKeyConstraint(
            "application_id", "person_id", "criterion", name=op.f("pk_selection_proposal")
        ),
    )


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)
