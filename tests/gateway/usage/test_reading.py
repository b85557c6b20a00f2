"""The sums are those of the rows, on both engines, whatever happened while they were recorded."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from genkan.gateway.answer import Outcome
from genkan.gateway.usage import HIDDEN_MODEL, UsageCounts, UsageRange
from genkan.gateway.usage.reading import read_whole_usage
from genkan.gateway.usage.store import FirstToken, first_tokens, read_usage, sum_usage
from genkan.storage import Database
from tests.conftest import NOON
from tests.gateway.journal.test_journal import journal_of
from tests.gateway.recorded_calls import a_row, an_end
from tests.gateway.usage.conftest import Record, ended

NOVEMBER = UsageRange(date(2026, 11, 1), date(2026, 11, 30))


async def sums(database: Database, asked: UsageRange, *by: str) -> dict[tuple[object, ...], int]:
    """The calls by these columns."""
    async with database.read() as connection:
        return {line.of: line.counts.calls for line in await read_usage(connection, asked, by=by)}


async def total(database: Database, asked: UsageRange = NOVEMBER) -> UsageCounts:
    async with database.read() as connection:
        return await sum_usage(connection, asked)


async def test_batches_add_up(database: Database, record: Record) -> None:
    for _ in range(3):
        await record(ended(), ended(outcome=Outcome.BROKEN, tokens_reported=False))
    assert await total(database) == UsageCounts(6, 0, 3, 0, 42, 18, 3, 30, 7020, 0, 0, 0)


async def test_a_batch_that_was_recorded_before_adds_nothing(database: Database, record: Record) -> None:
    calls = (ended(), ended())
    await record(*calls)
    await record(*calls, ended(), doubtful=True)
    assert (await total(database)).calls == 3


async def test_replayed_calls_are_counted_once(database: Database, tmp_path: Path) -> None:
    journal = journal_of(database, tmp_path)
    journal._segments.start()
    for _ in range(3):
        row = a_row()
        journal.open(row)
        journal.close(row.id, an_end())
    journal.open(a_row())
    journal._segments.stop(empty=False)  # what a killed process leaves
    other = journal_of(database, tmp_path)
    await other.replay()
    await other.replay()
    counts = await total(database, UsageRange(date(2020, 1, 1), date(2100, 1, 1)))
    assert (counts.calls, counts.failed) == (4, 1)


async def test_sums_by_every_column(database: Database, record: Record) -> None:
    await record(
        ended(),
        ended(organisation_id="city", app="文書検索"),
        ended(model_name="large", at=NOON + timedelta(days=1)),
    )
    assert await sums(database, NOVEMBER, "day") == {(date(2026, 11, 2),): 2, (date(2026, 11, 3),): 1}
    assert await sums(database, NOVEMBER, "organisation_id") == {("city",): 1, ("ministry",): 2}
    assert await sums(database, NOVEMBER, "purpose", "app") == {
        ("program", ""): 2,
        ("program", "文書検索"): 1,
    }
    assert await sums(database, NOVEMBER, "model_name") == {("large",): 1, ("small",): 2}


async def test_only_the_range_is_read(database: Database, record: Record) -> None:
    await record(ended(at=NOON - timedelta(days=2)), ended(), ended(organisation_id="city"))
    of_one_day = UsageRange(date(2026, 11, 2), date(2026, 11, 2), organisation_id="ministry")
    assert (await total(database, of_one_day)).calls == 1
    assert (await total(database, UsageRange(date(2026, 12, 1), date(2026, 12, 31)))) == UsageCounts()


async def test_the_models_of_comparisons_are_not_told_to_who_may_vote(
    database: Database, record: Record
) -> None:
    await record(ended(), ended(purpose="comparison"), ended(purpose="comparison", model_name="large"))
    blind = UsageRange(NOVEMBER.first, NOVEMBER.last, blind=True)
    assert await sums(database, NOVEMBER, "model_name") == {("large",): 1, ("small",): 2}
    assert await sums(database, blind, "model_name") == {(HIDDEN_MODEL,): 2, ("small",): 1}
    assert await sums(database, blind, "day", "purpose", "model_name") == {
        (date(2026, 11, 2), "comparison", HIDDEN_MODEL): 2,
        (date(2026, 11, 2), "program", "small"): 1,
    }


async def medians(database: Database, *, organisation_id: str | None = None, blind: bool = False) -> object:
    async with database.read() as connection:
        found = await first_tokens(
            connection, since=NOON - timedelta(days=7), organisation_id=organisation_id, blind=blind
        )
    return {model: (round(first.milliseconds, 1), first.calls) for model, first in found.items()}


async def test_medians_of_odd_and_even_numbers(database: Database, record: Record) -> None:
    await record(*(ended(first_token_ms=ms) for ms in (100, 9000, 300)))
    await record(*(ended(first_token_ms=ms, model_name="large") for ms in (100, 200, 400, 9000)))
    await record(ended(), ended(model_name="silent"))  # no token came
    assert await medians(database) == {"small": (300.0, 3), "large": (300.0, 4)}


async def test_medians_are_of_the_last_days_the_organisation_and_no_comparison(
    database: Database, record: Record
) -> None:
    await record(
        ended(first_token_ms=5000, at=NOON - timedelta(days=8)),
        ended(first_token_ms=100),
        ended(first_token_ms=200, organisation_id="city"),
        ended(first_token_ms=300, purpose="comparison", model_name="large"),
    )
    assert await medians(database) == {"small": (150.0, 2), "large": (300.0, 1)}
    assert await medians(database, organisation_id="city") == {"small": (200.0, 1)}
    assert await medians(database, blind=True) == {"small": (150.0, 2)}


async def test_the_newest_calls_alone_are_looked_at(
    database: Database, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("genkan.gateway.usage.store.NEWEST_CALLS", 2)
    await record(*(ended(first_token_ms=ms, at=NOON - timedelta(hours=ms)) for ms in (1, 3, 100)))
    assert await medians(database) == {"small": (2.0, 2)}


async def test_everything_for_the_page_at_once(database: Database, record: Record) -> None:
    await record(ended(first_token_ms=120), ended(organisation_id="city"))
    async with database.read() as connection:
        usage = await read_whole_usage(connection, NOVEMBER, now=NOON)
    assert usage.total.calls == 2
    assert [line.of for line in usage.organisations] == [("city",), ("ministry",)]
    assert usage.first_tokens["small"] == FirstToken(pytest.approx(120, abs=1), 1)
