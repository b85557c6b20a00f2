"""How often a key may run a lent app: in all processes together, and told when it may again."""

import asyncio
from datetime import UTC, datetime

import pytest

from genkan.apps.errors import MinuteSpent, QuotaSpent, QuotaUnfit
from genkan.apps.serving.quota import Span, check_quota, read_bound, spend, window_at
from genkan.apps.serving.served_app import ServedApp
from genkan.governance import Role
from genkan.storage import Database
from tests.app_api.test_serving import INPUTS, Host, host
from tests.apps.conftest import install, oracle, pages, runner, workspace

__all__ = ["host", "install", "oracle", "pages", "runner", "workspace"]

CHECKED = {"text": "御査収ください。"}
NOON = datetime(2026, 11, 23, 3, 0, 20, tzinfo=UTC)


async def lend(host: Host, app: str, **quota: int | None) -> None:
    runner = host.runner
    async with runner.house.parts.database.write() as connection:
        await runner.house.parts.apps.lending.lend(
            connection, runner.viewer, app, deployment_id=runner.deployment_id, **quota
        )


async def test_an_app_is_run_as_often_as_its_key_may(host: Host) -> None:
    await lend(host, "summary", per_minute=2)
    answers = [await host.post(INPUTS) for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    refused = answers[-1]
    assert "1分当たり2回" in refused.json()["error"]
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert len(await host.runner.house.rows("app_run")) == 2
    # What was no request of the app counts, too, for it costs a form that is looked at.
    assert (await host.post({**INPUTS, "length": "endless"})).status_code == 429


async def test_the_month_bounds_what_the_minute_allows(host: Host) -> None:
    await lend(host, "summary", per_minute=None, per_month=1)
    assert (await host.post(INPUTS)).status_code == 200
    refused = await host.post(INPUTS)
    assert refused.status_code == 429 and "1か月当たり1回" in refused.json()["error"]


async def test_processes_that_count_at_once_let_no_more_through(database: Database) -> None:
    """Each transaction is another process; one whose clock is behind counts with the others."""
    served = ServedApp("o", "summary", "", NOON, "p", per_minute=5)

    async def ask(now: datetime) -> bool:
        try:
            async with database.write() as connection:
                await spend(connection, "key", served, now=now)
        except QuotaSpent:
            return False
        return True

    assert await ask(NOON)
    behind = NOON.replace(minute=NOON.minute, second=0).replace(hour=2, minute=59)
    let_in = await asyncio.gather(*(ask(NOON if n % 2 else behind) for n in range(12)))
    assert sum(let_in) == 4
    assert await ask(NOON.replace(minute=1))
    with pytest.raises(MinuteSpent) as raised:
        async with database.write() as connection:
            for _ in range(5):
                await spend(connection, "key", served, now=NOON.replace(minute=1))
    assert raised.value.retry_after == 40


def test_windows_are_those_of_japan() -> None:
    assert window_at(Span.MINUTE, NOON).ends == NOON.replace(minute=1, second=0)
    last_evening = datetime(2026, 11, 30, 14, 59, 59, tzinfo=UTC)
    first_night = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
    before, after = window_at(Span.MONTH, last_evening), window_at(Span.MONTH, first_night)
    assert (before.number + 1, before.ends) == (after.number, first_night)


@pytest.mark.parametrize(
    ("typed", "bound"),
    [("", None), (" 60 ", 60), ("１０", 10), ("1,000", 1000), ("many", 0), ("-1", 0), ("9" * 40, 0)],
)
def test_a_bound_as_it_is_typed(typed: str, bound: int | None) -> None:
    assert read_bound(typed) == bound
    if bound == 0:
        with pytest.raises(QuotaUnfit):
            check_quota(bound, None)


async def test_an_administrator_sets_the_bounds(host: Host) -> None:
    administrator = await host.runner.house.browser("管理者", Role.MINISTRY_ADMINISTRATOR)
    form = {"app_id": "summary", "deployment_id": host.runner.deployment_id, "per_minute": "5"}
    page = await administrator.post("/administration/lending", {**form, "per_month": "たくさん"}, status=422)
    assert page.select_one("input[name=per_month]")["value"] == "たくさん"
    await administrator.post("/administration/lending", {**form, "per_month": "1000"})
    row = (await administrator.get("/administration/lending")).select_one("table tbody").text
    assert "1分に5回" in row and "1か月に1,000回" in row
