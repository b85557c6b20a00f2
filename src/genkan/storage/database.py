"""One database and its two kinds of transaction."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from types import MappingProxyType

from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from genkan.storage.cancelling import thrown_away_if_cancelled
from genkan.storage.diagnosis import diagnose
from genkan.storage.sqlite_connection import SqliteConnection
from genkan.storage.transaction import forget_callbacks

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
)

_PATIENCE: Mapping[str, str] = MappingProxyType(
    {
        "connect_timeout": "5",
        "keepalives_idle": "5",
        "keepalives_interval": "3",
        "keepalives_count": "3",
        "tcp_user_timeout": "15000",
    }
)


class Database:
    """Transactions on one database URL (``sqlite+aiosqlite`` or ``postgresql+psycopg``).

    Raises :class:`~genkan.storage.errors.StorageProblem` where the engine cannot read or write.
    """

    def __init__(self, url: str, *, pool_size: int = 16) -> None:
        self.url = url
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self._engine = _create_engine(url, pool_size=pool_size)
        self._write_turn = asyncio.Lock()
        if self.is_sqlite:
            _prepare_sqlite(self._engine)
            _keep_values_out_of_logs()

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[AsyncConnection]:
        """A transaction that sees one consistent state and is always rolled back."""
        with diagnose():
            async with self._engine.connect() as connection:
                if not self.is_sqlite:
                    await connection.execution_options(
                        isolation_level="REPEATABLE READ", postgresql_readonly=True
                    )
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncGenerator[AsyncConnection]:
        """A transaction that is committed at the end, or rolled back when an error leaves the block."""
        with diagnose():
            async with AsyncExitStack() as stack:
                if self.is_sqlite:
                    await stack.enter_async_context(self._write_turn)
                connection = await stack.enter_async_context(self._engine.connect())
                await connection.execution_options(genkan_write=True)
                forget_callbacks(connection)
                async with connection.begin(), thrown_away_if_cancelled(connection):
                    yield connection
                callbacks = forget_callbacks(connection)
        for callback in callbacks:
            callback()

    async def close(self) -> None:
        """Close all connections."""
        await self._engine.dispose()


def _create_engine(url: str, *, pool_size: int) -> AsyncEngine:
    """Connections to PostgreSQL are kept, for a new one is a process that has to read the catalogue anew."""
    kept = max(1, pool_size // 2) if url.startswith("sqlite") else pool_size
    return create_async_engine(
        _patient(url),
        hide_parameters=True,
        pool_size=kept,
        max_overflow=pool_size - kept,
        pool_use_lifo=True,
        pool_pre_ping=url.startswith("postgresql"),
        connect_args={"async_creator_fn": SqliteConnection} if url.startswith("sqlite") else {},
    )


def _patient(url: str) -> URL:
    """A PostgreSQL server that is gone without a word is given up in seconds; what the URL says goes before."""
    asked = make_url(url)
    is_server = asked.get_backend_name() == "postgresql"
    return asked.set(query={**_PATIENCE, **asked.query}) if is_server else asked


def _keep_values_out_of_logs() -> None:
    """At its most talkative the driver logs every value that is written; SQLAlchemy hides them, see ``hide_parameters``."""
    logging.getLogger("aiosqlite").setLevel(logging.INFO)


def _prepare_sqlite(engine: AsyncEngine) -> None:
    """Give transactions to SQLAlchemy alone: writers take the lock at the start, so none fails half-way."""

    def configure(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # pyright: ignore[reportAttributeAccessIssue]
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("genkan_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine.sync_engine, "connect", configure)
    event.listen(engine.sync_engine, "begin", begin)
