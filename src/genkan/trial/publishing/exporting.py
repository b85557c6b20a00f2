"""The rows of a trial as Parquet, for whoever counts them with tools of their own."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from genkan.kit import Clock
from genkan.storage import Database
from genkan.trial.analytics import Exporting
from genkan.trial.evidence import TABLES, Evidence
from genkan.trial.gathering import new_key
from genkan.trial.pack.collecting import Collecting
from genkan.trial.pack.contents import EventContent, PackedEvent


@dataclass(frozen=True)
class _RowsAlone:
    """Takes the rows, and leaves the events and anchors that prove them to the pack."""

    exporting: Exporting

    def add(self, portion: Evidence) -> None:
        self.exporting.add(portion)

    def add_events(self, events: Iterable[PackedEvent]) -> None:
        pass

    def add_contents(self, contents: Iterable[EventContent]) -> None:
        """Nor is what the events say taken a second time."""

    def write_anchors(self, lines: Iterable[str]) -> None:
        pass


async def export_trial(
    database: Database, trial: str, folder: Path, *, key: bytes | None, clock: Clock
) -> tuple[Path, ...]:
    """Write each table of the trial's evidence, as the ledger is now, into the folder; gives the files.

    Persons are named by ``key``, without one by a key that nobody keeps. Raises ``NothingToPack``, and ``OSError`` where
    the folder cannot be written.
    """
    exporting = Exporting(folder)
    with exporting:
        collecting = Collecting(trial, _RowsAlone(exporting), key=key or new_key(), until=clock())
        async with database.read() as connection:
            await collecting.collect(connection)
    return tuple(folder / f"{table}.parquet" for table in TABLES)
