"""Registrations of applicants hold no password: an account is opened by a one-time link alone."""

from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the hashes of passwords that were typed; who waits gets a link."""
    with op.batch_alter_table("selection_registration") as registration:
        registration.drop_column("password_hash")
