"""Bringing a database to the newest form of the tables."""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from genkan.storage.diagnosis import diagnose
from genkan.storage.errors import DatabaseNewer
from genkan.storage.guards import install_guards
from genkan.storage.revisions import current_revision, known_revisions, newest_revision

_MIGRATION_LOCK = 7_061_626


def migrate(url: str) -> list[str]:
    """Run every migration that the database has not seen, then put the append-only guards in place again.

    Returns the identifiers of those that were run, oldest first. Raises ``DatabaseNewer``.
    """
    with _open(url) as connection, connection.begin():
        pending = _pending(connection)
        if pending:
            _upgrade(connection)
        install_guards(connection)
    return pending


def pending_migrations(url: str) -> list[str]:
    """The identifiers of the migrations that ``migrate`` would run, oldest first. Raises ``DatabaseNewer``."""
    with _open(url) as connection:
        return _pending(connection)


def _pending(connection: Connection) -> list[str]:
    current = current_revision(connection)
    if current == newest_revision():
        return []
    if current is not None and current not in known_revisions():
        raise DatabaseNewer
    from genkan.storage.upgrade import revisions_after  # Alembic is slow to load and seldom needed

    return revisions_after(current)


def _upgrade(connection: Connection) -> None:
    from genkan.storage.upgrade import upgrade  # Alembic is slow to load and seldom needed

    upgrade(connection)


@contextmanager
def _open(url: str) -> Generator[Connection]:
    engine = _engine(url)
    try:
        with diagnose(), engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        engine = create_engine(parsed.set(drivername="postgresql+psycopg"), hide_parameters=True)
        event.listen(engine, "begin", _take_turn_on_postgresql)
        return engine
    engine = create_engine(parsed.set(drivername="sqlite"), hide_parameters=True)
    event.listen(engine, "connect", _leave_transactions_to_us)
    event.listen(engine, "begin", _take_turn_on_sqlite)
    return engine


def _leave_transactions_to_us(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    """Without this, SQLite's driver would commit in the middle of a migration."""
    connection.isolation_level = None  # pyright: ignore[reportAttributeAccessIssue]
    connection.cursor().execute("PRAGMA busy_timeout=60000").close()


def _take_turn_on_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _take_turn_on_postgresql(connection: Connection) -> None:
    """Two servers that start at once migrate one after the other; the lock ends with the transaction."""
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
