"""What all parts of a process stand on."""

from typing import NamedTuple

from genkan.governance import Ledger
from genkan.jobs import Queue
from genkan.kit import Clock
from genkan.settings import Settings
from genkan.storage import Database

ANCHOR_FILE = "ledger-anchors.jsonl"


class Ground(NamedTuple):
    """Settings and clock, records, the ledger over them, and the queue of work."""

    settings: Settings
    clock: Clock
    database: Database
    ledger: Ledger
    queue: Queue


def lay_ground(settings: Settings, clock: Clock, *, signed_in: bool = True) -> Ground:
    """Open the records; nothing is read or written yet. ``signed_in``: whether people sign in before they act."""
    database = Database(settings.database)
    ledger = Ledger(database, clock, settings.data_folder / ANCHOR_FILE, signed_in=signed_in)
    return Ground(settings, clock, database, ledger, Queue(clock))
