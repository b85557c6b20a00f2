"""DuckDB in bounded memory, and tables written as Parquet."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from genkan.trial.evidence import TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "1GB"


@contextmanager
def opened(
    folder: Path | None = None, *, memory: str = MEMORY, ordered: bool = False
) -> Generator["DuckDBPyConnection"]:
    """A connection that uses at most ``memory``, with the tables of ``folder`` known by name.

    ``ordered`` writes rows in the order in which they are read.

    It reads no settings, and loads no extension from elsewhere.
    """
    import duckdb

    with TemporaryDirectory(prefix="genkan-analytics-") as spilled:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory,
            "temp_directory": spilled,
            "preserve_insertion_order": "true" if ordered else "false",
            "autoinstall_known_extensions": "false",
        }
        with duckdb.connect(config=settings) as database:
            if folder is not None:
                _name_tables(database, folder)
            yield database


def _name_tables(database: "DuckDBPyConnection", folder: Path) -> None:
    for table in TABLES:
        database.execute(f"SET VARIABLE {table} = ?", [str(folder / f"{table}.parquet")])


def write_table(lines: Path, file: Path, columns: Mapping[str, str]) -> None:
    """Write lines of JSON as Parquet with these columns, in their order."""
    kinds = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in columns.items())
    with opened(ordered=True) as database:
        database.execute(
            f"COPY (SELECT * FROM read_json({quoted(str(lines))}, format = 'newline_delimited', "  # noqa: S608 - names of columns and files, quoted
            f"columns = {{{kinds}}}, maximum_object_size = 67108864)) "
            f"TO {quoted(str(file))} (FORMAT parquet, COMPRESSION zstd)"
        )


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
