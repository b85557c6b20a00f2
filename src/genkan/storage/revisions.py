"""Which form of the tables there is, and which is the newest: read without the machinery that changes tables."""

from importlib.resources import files

from sqlalchemy import Connection, inspect, text

_VERSION_TABLE = "alembic_version"


def current_revision(connection: Connection) -> str | None:
    """The last migration that the database has seen; None for an empty database."""
    if not inspect(connection).has_table(_VERSION_TABLE):
        return None
    return connection.execute(text(f"SELECT version_num FROM {_VERSION_TABLE}")).scalar()  # noqa: S608 (a constant)


def newest_revision() -> str:
    """The last migration that comes with this version; its file is named ``<revision>_<subject>.py``."""
    return max(known_revisions())


def known_revisions() -> frozenset[str]:
    """Every migration that comes with this version."""
    folder = files("genkan.storage") / "migrations" / "versions"
    return frozenset(file.name.partition("_")[0] for file in folder.iterdir() if file.name.endswith(".py"))
