"""Calls that were recorded before there were sums are in them once the tables are brought up to date."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from alembic import command
from sqlalchemy import create_engine

from genkan.gateway.journal import EndedCall
from genkan.gateway.journal.batch import COLUMNS
from genkan.gateway.journal.tally import tally
from genkan.gateway.store.calls import call
from genkan.gateway.usage import UsageRange
from genkan.gateway.usage.store import read_usage
from genkan.storage import Database, migrate
from genkan.storage.upgrade import _scripts
from tests.conftest import NOON, administer, on
from tests.gateway.usage.conftest import ended

BEFORE = "0011"
KEY = ("day", "organisation_id", "purpose", "app", "model_name", "deployment_id")
CALLS = [
    ended(),
    ended(first_token_ms=250),
    ended(first_token_ms=1000, tokens_reported=False, price_micro_yen=None),
    ended(
        outcome="refused_by_policy",
        input_tokens=0,
        output_tokens=0,
        tokens_reported=False,
        price_micro_yen=None,
    ),
    ended(outcome="broken", model_name="large"),
    ended(outcome="stopped", app="文書検索"),
    ended(at=datetime(2026, 10, 31, 15, 0, tzinfo=UTC)),  # midnight in Tokyo
    ended(at=datetime(2026, 10, 31, 14, 59, 59, tzinfo=UTC), organisation_id="city"),
    ended(outcome="interrupted", at=NOON + timedelta(days=1)),
]


@pytest.fixture(params=["sqlite", "postgresql"])
def older_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of the version before, with calls in it."""
    if request.param == "sqlite":
        url = f"sqlite+aiosqlite:///{tmp_path / 'older.sqlite3'}"
        _fill(url)
        yield url
        return
    server: str = request.getfixturevalue("postgresql_server")
    name = f"older_{uuid4().hex}"
    administer(server, f"CREATE DATABASE {name}")
    _fill(on(server, name))
    yield on(server, name)
    administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def _fill(url: str) -> None:
    engine = create_engine(url.replace("+aiosqlite", ""))
    with engine.begin() as connection:
        with _scripts() as configuration:
            configuration.attributes["connection"] = connection
            command.upgrade(configuration, BEFORE)
        connection.execute(call.insert(), [_columns(each) for each in CALLS])
        still_open = {"id": "open", "outcome": None, "input_tokens": None, "price_micro_yen": None}
        connection.execute(call.insert(), {**_columns(CALLS[0]), **still_open})
    engine.dispose()


def _columns(each: EndedCall) -> dict[str, object]:
    return dict(zip(COLUMNS, each.values("batch"), strict=True))


async def test_the_sums_are_those_that_recording_would_have_made(older_url: str) -> None:
    migrate(older_url)
    database = Database(older_url)
    async with database.read() as connection:
        lines = await read_usage(connection, UsageRange(date(2026, 1, 1), date(2026, 12, 31)), by=KEY)
    await database.close()
    expected = tally((each.row, each.end) for each in CALLS)
    assert {line.of: line.counts for line in lines} == {
        tuple(key): counts for key, counts in expected.items()
    }
