"""Running migrations, with Alembic."""

from collections.abc import Generator
from contextlib import contextmanager
from importlib.resources import as_file, files

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def upgrade(connection: Connection) -> None:
    """Run every migration that the database has not seen, inside the caller's transaction."""
    with _scripts() as configuration:
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "head")


def revisions_after(revision: str | None) -> list[str]:
    """The migrations that follow one, or all of them, oldest first."""
    with _scripts() as configuration:
        scripts = ScriptDirectory.from_config(configuration)
        following = list(scripts.iterate_revisions("head", revision or "base"))
    return [script.revision for script in reversed(following)]


@contextmanager
def _scripts() -> Generator[Config]:
    with as_file(files("genkan.storage") / "migrations") as folder:
        configuration = Config()
        configuration.set_main_option("script_location", str(folder))
        yield configuration
