"""Replies keep who must approve them, to whom else they go and when they were posted; mail is known by what it says."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, whose defaults are of this migration alone."""
    with op.batch_alter_table("inquiry_reply") as reply:
        reply.add_column(sa.Column("four_eyes", sa.Boolean(), nullable=False, server_default=sa.true()))
        reply.add_column(sa.Column("copies", sa.Text(), nullable=False, server_default="[]"))
        reply.add_column(sa.Column("posted_on", sa.Date(), nullable=True))
    with op.batch_alter_table("inquiry_reply") as reply:
        reply.alter_column("four_eyes", server_default=None)
        reply.alter_column("copies", server_default=None)
    with op.batch_alter_table("inquiry_taken_mail") as mail:
        mail.add_column(sa.Column("content", sa.String(length=64), nullable=False, server_default=""))
    with op.batch_alter_table("inquiry_taken_mail") as mail:
        mail.alter_column("content", server_default=None)
    _keep_what_offices_want()


def _keep_what_offices_want() -> None:
    """A reply that is being written wants four eyes where the office that has its case does; an unset one does."""
    op.execute(
        "UPDATE inquiry_reply SET four_eyes = coalesce("
        "(SELECT office.four_eyes FROM inquiry_case JOIN inquiry_office AS office ON office.id = inquiry_case.office_id "
        "WHERE inquiry_case.id = inquiry_reply.case_id), "
        "(SELECT office.four_eyes FROM inquiry_case JOIN inquiry_office AS office "
        "ON office.id = inquiry_case.organisation_id WHERE inquiry_case.id = inquiry_reply.case_id), four_eyes)"
    )
