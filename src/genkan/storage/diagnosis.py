"""Naming what went wrong in the engine, in the terms of our errors."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, TimeoutError

from genkan.storage.errors import DatabaseBusy, DatabaseFull, DatabaseUnavailable, StorageProblem

_UNREACHABLE = (InterfaceError, OperationalError)
_SIGNS: tuple[tuple[type[StorageProblem], tuple[str, ...]], ...] = (
    (DatabaseFull, ("disk is full", "No space left", "disk I/O error")),
    (DatabaseBusy, ("database is locked", "database table is locked", "lock timeout", "deadlock detected")),
    (
        DatabaseUnavailable,
        (
            "connection failed",
            "onnection refused",
            "unable to open database",
            "server closed",
            "terminating",
            "read-only transaction",
        ),
    ),
)


def problem_of(error: BaseException) -> StorageProblem | None:
    """What an operator can mend about the error; None where it is none of the engine's known failures."""
    if isinstance(error, StorageProblem):
        return error
    if isinstance(error, TimeoutError):
        return DatabaseBusy()
    if not isinstance(error, DBAPIError | OSError):
        return None
    text = str(error)
    named = next((kind() for kind, signs in _SIGNS if any(sign in text for sign in signs)), None)
    return named or (DatabaseUnavailable() if _comes_from_a_server(error) else None)


def _comes_from_a_server(error: DBAPIError | OSError) -> bool:
    """Whether a server or the way to it failed: anything but SQLite's own complaint about a statement."""
    return isinstance(error, _UNREACHABLE) and not isinstance(error.orig, sqlite3.Error)


@contextmanager
def diagnose() -> Generator[None]:
    """Turn engine errors that an operator can mend into errors that say so; others pass unchanged."""
    try:
        yield
    except (TimeoutError, DBAPIError, OSError) as error:
        problem = problem_of(error)
        if problem is None:
            raise
        raise problem from error
