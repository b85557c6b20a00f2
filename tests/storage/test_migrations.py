"""The migrations, replayed from nothing, give the declared tables with their guards, on both engines."""

import importlib
import pkgutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Connection, create_engine, exists, select, text
from sqlalchemy.exc import DBAPIError

import genkan
from genkan.storage import Moment, metadata, migrate, pending_migrations
from genkan.storage.guards import APPEND_ONLY_TABLES
from genkan.storage.revisions import newest_revision
from genkan.storage.upgrade import revisions_after
from tests.conftest import NOON, administer, on


def declare_every_table() -> None:
    for module in pkgutil.walk_packages(genkan.__path__, "genkan."):
        if "store" in module.name.split("."):
            importlib.import_module(module.name)


def is_no_text_index(name: str | None, kind: str, parents: object) -> bool:
    """Text is indexed by each engine in its own way, which a declaration for both cannot say."""
    own = ("inquiry_search_words", "inquiry_faq_search_words")
    return not (name or "").startswith((*own, "ix_inquiry_search_pairs", "ix_inquiry_faq_search_pairs"))


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    engine = create_engine(database_url.replace("+aiosqlite", ""))
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def test_the_migrations_give_the_declared_tables(connection: Connection) -> None:
    declare_every_table()
    told = {"compare_type": True, "include_name": is_no_text_index}
    context = MigrationContext.configure(connection, opts=told)
    assert compare_metadata(context, metadata) == []


def test_the_newest_revision_is_told_by_the_names_of_the_files() -> None:
    assert revisions_after(None)[-1] == newest_revision()


def test_migrations_go_forward_only() -> None:
    """The way back is a backup: a migration that could be undone would lose what was written since."""
    for revision in revisions_after(None):
        (path,) = (Path(genkan.__path__[0]) / "storage" / "migrations" / "versions").glob(f"{revision}_*.py")
        assert "def downgrade" not in path.read_text("utf-8"), path.name


def test_an_empty_database_lacks_every_migration(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'empty.sqlite3'}"
    assert pending_migrations(url) == revisions_after(None)
    assert migrate(url) == revisions_after(None)
    assert migrate(url) == []


def test_nothing_is_pending_after_migrating(database_url: str) -> None:
    assert pending_migrations(database_url) == []
    migrate(database_url)


@pytest.mark.parametrize("table", APPEND_ONLY_TABLES)
@pytest.mark.parametrize("deed", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_append_only_tables_refuse_changes(connection: Connection, table: str, deed: str) -> None:
    column = next(iter(metadata.tables[table].columns)).name
    _insert_a_row(connection, table)
    with pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text(deed.format(table, column, column)))


def test_guards_stand_again_after_a_migration_that_rebuilds_the_table(
    connection: Connection, database_url: str
) -> None:
    for table in APPEND_ONLY_TABLES:
        _drop_guards(connection, table)
    connection.commit()
    migrate(database_url)
    _insert_a_row(connection, "ledger_event")
    with pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text("DELETE FROM ledger_event"))


def test_two_servers_that_start_at_once_migrate_once(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'fresh.sqlite3'}"
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(migrate, url) for _ in range(2)]:
            done.result()
    assert pending_migrations(url) == []


def test_two_servers_that_start_at_once_on_postgresql_migrate_once(postgresql_server: str) -> None:
    name = f"fresh_{uuid4().hex}"
    administer(postgresql_server, f"CREATE DATABASE {name}")
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(migrate, on(postgresql_server, name)) for _ in range(2)]:
            done.result()
    assert pending_migrations(on(postgresql_server, name)) == []
    administer(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


def _insert_a_row(connection: Connection, table: str) -> None:
    """A row, and before it those that it refers to; all of their keys are alike."""
    for key in metadata.tables[table].foreign_keys:
        parent = key.column.table
        if parent.name != table and not connection.execute(select(exists().select_from(parent))).scalar():
            _insert_a_row(connection, parent.name)
    values = {column.name: _example(column) for column in metadata.tables[table].columns}
    connection.execute(metadata.tables[table].insert(), values)


def _example(column: Column[object]) -> object:
    if isinstance(column.type, Moment):
        return NOON
    return {str: "x", int: 1, bool: False, float: 1.0, bytes: b"x", date: NOON.date()}[
        column.type.python_type
    ]


def _drop_guards(connection: Connection, table: str) -> None:
    if connection.dialect.name == "sqlite":
        for deed in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER append_only_{table}_{deed}"))
    else:
        for name in ("change", "truncate"):
            connection.execute(text(f"DROP TRIGGER append_only_{table}_{name} ON {table}"))
