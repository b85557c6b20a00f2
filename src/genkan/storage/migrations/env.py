"""Alembic's entry: runs on the connection that ``genkan.storage.upgrade`` was given."""

from alembic import context
from sqlalchemy import Connection

from genkan.storage.metadata import metadata


def run(connection: Connection) -> None:
    """Run the migrations inside the caller's transaction."""
    context.configure(
        connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
