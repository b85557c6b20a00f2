"""The database engine, its transactions and its migrations, on SQLite and PostgreSQL alike."""

from genkan.storage.changes import note_change, read_changes
from genkan.storage.column_types import Moment
from genkan.storage.database import Database
from genkan.storage.diagnosis import problem_of
from genkan.storage.errors import (
    DatabaseBusy,
    DatabaseFull,
    DatabaseNewer,
    DatabaseUnavailable,
    StorageProblem,
)
from genkan.storage.holding import hold_names
from genkan.storage.insertion import insert_into, insert_new, insert_once
from genkan.storage.metadata import metadata
from genkan.storage.migrate import migrate, pending_migrations
from genkan.storage.together import Together
from genkan.storage.transaction import after_commit

__all__ = [
    "Database",
    "DatabaseBusy",
    "DatabaseFull",
    "DatabaseNewer",
    "DatabaseUnavailable",
    "Moment",
    "StorageProblem",
    "Together",
    "after_commit",
    "hold_names",
    "insert_into",
    "insert_new",
    "insert_once",
    "metadata",
    "migrate",
    "note_change",
    "pending_migrations",
    "problem_of",
    "read_changes",
]
