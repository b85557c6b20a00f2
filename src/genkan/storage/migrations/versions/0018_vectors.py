"""Which model says what articles mean, and why a collection could not be given to it."""

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two tables."""
    op.create_table(
        "vector_plan",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("model", sa.String(length=120), nullable=False),
        sa.Column("dimensions", sa.Integer(), nullable=True),
        sa.Column("question_class", sa.Integer(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("question_prefix", sa.String(length=200), nullable=False),
        sa.Column("text_prefix", sa.String(length=200), nullable=False),
        sa.Column("chosen_at", Moment(), nullable=False),
        sa.Column("builder", sa.String(length=36), nullable=True),
        sa.Column("builder_until", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vector_plan")),
    )
    op.create_table(
        "vector_refusal",
        sa.Column("collection_id", sa.String(length=36), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collection.id"], name=op.f("fk_vector_refusal_collection_id_collection")
        ),
        sa.PrimaryKeyConstraint("collection_id", name=op.f("pk_vector_refusal")),
    )
