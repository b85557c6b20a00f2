"""The tables of people and of the ledger, and a ledger that has not been started."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from genkan.governance import Ledger
from genkan.kit import Clock
from genkan.storage import Database, metadata
from genkan.storage.guards import install_guards

MakeLedger = Callable[[Database], Ledger]


@pytest.fixture(autouse=True)
def tables(request: pytest.FixtureRequest) -> None:
    """Create what the migrations have not, guards included."""
    if "database_url" not in request.fixturenames:
        return
    url = make_url(str(request.getfixturevalue("database_url")))
    driver = "sqlite" if url.get_backend_name() == "sqlite" else "postgresql+psycopg"
    engine = create_engine(url.set(drivername=driver))
    with engine.begin() as connection:
        metadata.create_all(connection)
        install_guards(connection)
    engine.dispose()


@pytest.fixture
def anchor_file(tmp_path: Path) -> Path:
    """A file outside the database."""
    return tmp_path / "anchors.jsonl"


@pytest.fixture
def ledger(database: Database, clock: Clock, anchor_file: Path) -> Ledger:
    """A ledger whose background work has not begun: ``seal`` and ``anchor`` are called by the test."""
    return Ledger(database, clock, anchor_file)
