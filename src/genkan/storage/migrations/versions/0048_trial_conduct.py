"""Ends and looks of trials, lists of vendors' staff, and replies to earlier versions of reports."""

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    _add_ends()
    _add_vendors_staff()
    _add_replies()


def _add_ends() -> None:
    op.create_table(
        "trial_ending",
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("cause", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=36), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("signed_by", sa.String(length=36), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["trial_id"], ["trial.id"], name=op.f("fk_trial_ending_trial_id_trial")),
        sa.PrimaryKeyConstraint("trial_id", name=op.f("pk_trial_ending")),
    )
    op.create_table(
        "trial_look",
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["trial_id"], ["trial.id"], name=op.f("fk_trial_look_trial_id_trial")),
        sa.PrimaryKeyConstraint("trial_id", "number", name=op.f("pk_trial_look")),
    )


def _add_vendors_staff() -> None:
    op.create_table(
        "trial_vendors_list",
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["trial_id"], ["trial.id"], name=op.f("fk_trial_vendors_list_trial_id_trial")
        ),
        sa.PrimaryKeyConstraint("trial_id", "number", name=op.f("pk_trial_vendors_list")),
    )
    op.create_index("ix_trial_vendors_list_digest", "trial_vendors_list", ["digest"])
    op.create_table(
        "trial_vendors_staff",
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("entry", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["trial_id"], ["trial.id"], name=op.f("fk_trial_vendors_staff_trial_id_trial")
        ),
        sa.PrimaryKeyConstraint("trial_id", "entry", name=op.f("pk_trial_vendors_staff")),
    )


def _add_replies() -> None:
    op.create_table(
        "trial_earlier_reply",
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("arm", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["trial_id"], ["trial.id"], name=op.f("fk_trial_earlier_reply_trial_id_trial")
        ),
        sa.PrimaryKeyConstraint("trial_id", "number", "answers", "arm", name=op.f("pk_trial_earlier_reply")),
    )
