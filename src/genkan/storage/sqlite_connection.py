"""A connection to SQLite that ends when it is told to, whoever still holds something of it.

SQLite keeps a closed connection, its locks included, until the last unfinished statement of it is gone. Whoever is cancelled between
a statement and its rows leaves such a statement in the frames of the error.
"""

import asyncio
import sqlite3
from functools import partial
from weakref import WeakSet

import aiosqlite

_CHUNK = 64


class _Closing(sqlite3.Connection):
    """Ends its statements and its transaction before it closes."""

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)  # pyright: ignore[reportArgumentType]
        self._cursors: WeakSet[sqlite3.Cursor] = WeakSet()
        self._closed = False

    def cursor(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, factory: type[sqlite3.Cursor] = sqlite3.Cursor
    ) -> sqlite3.Cursor:
        """A cursor that is closed with the connection."""
        cursor = super().cursor(factory)
        self._cursors.add(cursor)
        return cursor

    def close(self) -> None:
        """Give back every lock now; again does nothing."""
        if self._closed:
            return
        self._closed = True
        for cursor in tuple(self._cursors):
            cursor.close()
        if self.in_transaction:
            self.rollback()
        super().close()


class SqliteConnection(aiosqlite.Connection):
    """Works in a thread that is stopped once, however often it is asked for; a second wish would wait for ever."""

    def __init__(self, database: str, **options: object) -> None:
        connect = partial(sqlite3.connect, database, factory=_Closing, **options)  # pyright: ignore[reportArgumentType, reportCallIssue]
        super().__init__(connect, _CHUNK)
        self._thread.daemon = True
        self._stopped: asyncio.Future[object] | None = None
        self._stops = False

    def stop(self) -> "asyncio.Future[object] | None":
        """End the thread after what it was given to do."""
        if not self._stops:
            self._stops = True
            self._stopped = super().stop()  # pyright: ignore[reportUnknownMemberType]
        return self._stopped
