"""A ledger that has not been started."""

from collections.abc import Callable
from pathlib import Path

import pytest

from genkan.governance import Ledger
from genkan.kit import Clock
from genkan.storage import Database

MakeLedger = Callable[[Database], Ledger]


@pytest.fixture
def anchor_file(tmp_path: Path) -> Path:
    """A file outside the database."""
    return tmp_path / "anchors.jsonl"


@pytest.fixture
def ledger(database: Database, clock: Clock, anchor_file: Path) -> Ledger:
    """A ledger whose background work has not begun: ``seal`` and ``anchor`` are called by the test."""
    return Ledger(database, clock, anchor_file)
