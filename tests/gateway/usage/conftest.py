"""Calls as they are recorded, with whatever a test says of them."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from genkan.gateway.journal import CallEnd, CallRow, EndedCall
from genkan.gateway.journal.batch import record_batch
from genkan.governance import Ledger
from genkan.kit import system_clock
from genkan.storage import Database
from tests.conftest import NOON
from tests.gateway.recorded_calls import a_row, an_end

Record = Callable[..., Awaitable[None]]


def ended(*, first_token_ms: float | None = None, **changes: Any) -> EndedCall:
    """A complete call at noon of 2 November 2026 in Tokyo, 7 tokens in and 3 out for 0.00117 yen."""
    row = a_row(at=NOON, organisation="ministry", key="key")
    end = an_end(at=NOON + timedelta(seconds=9))
    row = msgspec.structs.replace(row, **{k: v for k, v in changes.items() if k in CallRow.__struct_fields__})
    end = msgspec.structs.replace(end, **{k: v for k, v in changes.items() if k in CallEnd.__struct_fields__})
    if first_token_ms is not None:
        first = row.at + timedelta(milliseconds=first_token_ms)
        end = msgspec.structs.replace(end, first_token_at=first)
    return EndedCall(row, end)


@pytest.fixture
def record(database: Database) -> Record:
    """Record calls in one batch."""
    ledger = Ledger(database, system_clock, None)

    async def write(*calls: EndedCall, doubtful: bool = False) -> None:
        async with database.write() as connection:
            await record_batch(connection, calls, ledger=ledger, clock=system_clock, doubtful=doubtful)

    return write
