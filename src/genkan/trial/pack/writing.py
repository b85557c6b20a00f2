"""Writing an evidence pack: the same ledger, moment and key give the same bytes."""

import asyncio
import platform
import tempfile
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

import msgspec

from genkan import __version__
from genkan.storage import Database
from genkan.trial.analysis import Columns
from genkan.trial.analytics import export_lines, read_columns
from genkan.trial.evidence import TABLES, Evidence, line_of
from genkan.trial.numbers import numbers_of
from genkan.trial.pack.canonical import canonical_json, canonical_numbers, read_numbers
from genkan.trial.pack.collecting import Collecting
from genkan.trial.pack.contents import (
    ANALYSIS,
    CODE,
    CONTENTS,
    MANIFEST,
    PUBLIC,
    README,
    Code,
    Manifest,
    make_manifest,
)
from genkan.trial.pack.errors import PackUnfit
from genkan.trial.pack.files import PackFiles, check_rows, measure_file, measure_rows, read_rows, row_files
from genkan.trial.pack.words import README_TEXT
from genkan.trial.pack.zipping import write_zip
from genkan.trial.protocol import Protocol, read_protocol
from genkan.trial.public_data import public_data_of

# Bytes of rows: some four hundred thousand.
LARGE = 128 << 20
_DEPENDENCIES = ("duckdb", "msgspec", "numpy", "scipy", "sqlalchemy")


class Packed(NamedTuple):
    """A written pack: its manifest, the numbers as they are published, and the public data set."""

    manifest: Manifest
    numbers: bytes
    public: bytes


class Published(NamedTuple):
    """What the rows give: the numbers, and the public data set."""

    numbers: bytes
    public: bytes


async def write_pack(
    database: Database,
    trial: str,
    target: Path,
    *,
    key: bytes,
    until: datetime,
) -> Packed:
    """Write the pack of a trial with what the ledger held at a moment.

    ``key`` gives persons their names. Raises ``NothingToPack`` and ``PackUnfit``.
    """
    with tempfile.TemporaryDirectory(prefix="genkan-pack-") as made:
        folder = Path(made)
        with PackFiles(folder) as files:
            async with database.read() as connection:
                await Collecting(trial, files, key=key, until=until).collect(connection)
        return await asyncio.to_thread(_finish, folder, trial, target)


def published_in(folder: Path, trial: str, *, large: int = LARGE) -> Published:
    """The numbers and the public data set that the rows in a folder give. Raises ``PackUnfit``.

    More than ``large`` bytes of rows are not held in memory as rows: DuckDB makes the columns of the analysis out of them. The
    numbers are the same.
    """
    try:
        evidence = _columns_in(folder, trial) if measure_rows(folder) > large else read_rows(folder, trial)
        rest = evidence.rest if isinstance(evidence, Columns) else evidence
        numbers = canonical_numbers(numbers_of(evidence, newest_protocol(rest)))
        return Published(numbers, canonical_json(public_data_of(evidence)))
    except (msgspec.DecodeError, OSError, ValueError, KeyError, ArithmeticError) as error:
        raise PackUnfit(reason=f"{type(error).__name__}: {error}"[:200]) from error


def _columns_in(folder: Path, trial: str) -> Columns:
    """The rows as columns, by way of Parquet; every row is checked before."""
    check_rows(folder)
    with tempfile.TemporaryDirectory(prefix="genkan-columns-", dir=folder) as made:
        nothing = Path(made) / "nothing.jsonl"
        nothing.touch()
        export_lines(dict.fromkeys(TABLES, nothing) | row_files(folder), Path(made))
        return read_columns(Path(made), trial)


def newest_protocol(evidence: Evidence) -> Protocol:
    """The protocol in force at the end. Raises ``ValueError`` where there is none."""
    if not evidence.protocols:
        raise ValueError("protocols")
    return read_protocol(evidence.protocols[-1].document)


def _finish(folder: Path, trial: str, target: Path) -> Packed:
    files = PackFiles(folder)
    numbers, public = published_in(folder, trial)
    files.write(ANALYSIS, numbers)
    files.write(PUBLIC, public)
    files.write(CODE, line_of(code_of(numbers)))
    files.write(README, README_TEXT.encode())
    manifest = make_manifest(trial, {name: measure_file(folder / name) for name in CONTENTS})
    files.write(
        MANIFEST, msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=1) + b"\n"
    )
    write_zip(folder, sorted((*CONTENTS, MANIFEST)), target)
    return Packed(manifest, numbers, public)


def code_of(numbers: bytes) -> Code:
    """The versions of what computes here."""
    analysis = read_numbers(numbers).analysis.version
    found = {name: _version(name) for name in _DEPENDENCIES}
    return Code(__version__, analysis, platform.python_version(), {k: v for k, v in found.items() if v})


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
