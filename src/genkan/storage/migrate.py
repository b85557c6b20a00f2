"""Bringing a database to the newest form of the tables."""

from collections.abc import Generator
from contextlib import contextmanager
from importlib.resources import as_file, files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from genkan.storage.diagnosis import diagnose
from genkan.storage.guards import install_guards

_MIGRATION_LOCK = 7_061_626


def migrate(url: str) -> None:
    """Run every migration that the database has not seen, then put the append-only guards in place again."""
    with _open(url) as connection, _scripts() as configuration, connection.begin():
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "head")
        install_guards(connection)


def pending_migrations(url: str) -> list[str]:
    """The identifiers of the migrations that ``migrate`` would run, oldest first."""
    with _open(url) as connection, _scripts() as configuration:
        return _pending(connection, ScriptDirectory.from_config(configuration))


@contextmanager
def _open(url: str) -> Generator[Connection]:
    engine = _engine(url)
    try:
        with diagnose(), engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _scripts() -> Generator[Config]:
    with as_file(files("genkan.storage") / "migrations") as folder:
        configuration = Config()
        configuration.set_main_option("script_location", str(folder))
        yield configuration


def _pending(connection: Connection, scripts: ScriptDirectory) -> list[str]:
    current = MigrationContext.configure(connection).get_current_revision()
    revisions = scripts.iterate_revisions("head", current or "base")
    return [script.revision for script in reversed(list(revisions))]


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
