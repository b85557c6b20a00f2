"""Evidence as Parquet files, one a table, and votes read back from them."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import msgspec

from genkan.trial.analytics.store import MEMORY, vote_columns, write_table
from genkan.trial.analytics.tables import columns_of, evidence_tables
from genkan.trial.evidence.rows import Evidence
from genkan.trial.statistics.votes import VoteTable

_ROWS_AT_ONCE = 10_000


class Exporting:
    """Takes evidence in portions, one of which is in memory at a time, and writes each table as Parquet at the end.

    It is a context: leaving it without an error writes the files, which replace those of the same names. Moments are in
    UTC. Raises ``OSError`` where the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._encoder = msgspec.json.Encoder()

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._between = TemporaryDirectory(dir=self._folder)
        self._lines = {table: Path(self._between.name) / f"{table}.jsonl" for table in evidence_tables()}
        for file in self._lines.values():
            file.touch()
        return self

    def add(self, portion: Evidence) -> None:
        """Append the rows of a portion."""
        for table, file in self._lines.items():
            rows = getattr(portion, table)
            if rows:
                self._append(file, rows)

    def _append(self, file: Path, rows: Sequence[msgspec.Struct]) -> None:
        with file.open("ab") as target:
            for start in range(0, len(rows), _ROWS_AT_ONCE):
                target.write(self._encoder.encode_lines(rows[start : start + _ROWS_AT_ONCE]))

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                export_lines(self._lines, self._folder)
        finally:
            self._between.cleanup()


def export_lines(lines: Mapping[str, Path], folder: Path) -> None:
    """Write files of rows as lines of JSON, by their tables, into the folder as Parquet."""
    for table, row in evidence_tables().items():
        write_table(lines[table], folder / f"{table}.parquet", columns_of(row))


def export_evidence(evidence: Evidence, folder: Path) -> tuple[Path, ...]:
    """Write each table of the evidence into the folder as Parquet; returns the files."""
    return export_portions([evidence], folder)


def export_portions(portions: Iterable[Evidence], folder: Path) -> tuple[Path, ...]:
    """The same for evidence that comes in portions."""
    with Exporting(folder) as exporting:
        for portion in portions:
            exporting.add(portion)
    return tuple(folder / f"{table}.parquet" for table in evidence_tables())


def read_votes(folder: Path, *, memory: str = MEMORY) -> VoteTable:
    """The votes that count, as ``vote_table`` makes them of the same evidence, from exported files.

    Only exclusions that stand in the evidence apply. Raises ``OSError`` where a file is missing.
    """
    for table in ("exposures", "answers", "votes", "exclusions"):
        (folder / f"{table}.parquet").stat()
    found = vote_columns(folder, memory=memory)
    return VoteTable(
        arms=found.arms,
        organisations=found.organisations,
        tasks=found.tasks,
        persons=found.persons,
        **found.arrays,
    )
