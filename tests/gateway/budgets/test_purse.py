"""Budgets over several processes, on both engines: never too much, nothing lost, nothing counted twice."""

import asyncio
import random
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from genkan.gateway.budgets import Account, Budget, BudgetScope, BudgetSpent, Limits, Month, Purse
from genkan.gateway.budgets.purse import LEASE, MARGIN
from genkan.gateway.budgets.store import add_usage, spent_in
from genkan.storage import Database
from tests.conftest import NOON, StillClock

YEN = 1_000_000
OWN = Account(BudgetScope.ORGANISATION, "rei", "")
MODEL = Account(BudgetScope.MODEL, "", "small")
NOVEMBER = Month(2026, 11)


@dataclass
class Processes:
    """Several processes on one database, with one clock."""

    database: Database
    clock: StillClock

    def start(self, name: str, *, organisation: int = 100, model: int | None = None) -> Purse:
        """A process that knows these limits in yen."""
        purse = Purse(
            self.database, process_id=name, clock=self.clock, timer=lambda: self.clock().timestamp()
        )
        purse.follow(limits(organisation=organisation, model=model))
        return purse

    async def record(self, purse: Purse, call_id: str, yen: int, *accounts: Account) -> None:
        """What the journal does when it moves a call into the records."""
        async with self.database.write() as connection:
            await add_usage(
                connection, {(account, Month.of(self.clock())): yen * YEN for account in accounts}
            )
        purse.recorded([call_id])

    async def spent(self, account: Account = OWN, month: Month = NOVEMBER) -> float:
        """What the records count, in yen."""
        async with self.database.read() as connection:
            return (await spent_in(connection, month)).get(account, 0) / YEN


@pytest.fixture
def processes(database: Database, clock: StillClock) -> Processes:
    return Processes(database, clock)


def limits(*, organisation: int, model: int | None = None) -> Limits:
    amounts = {OWN: organisation} | ({} if model is None else {MODEL: model})
    return Limits(
        Budget(account=account, yen=yen, set_at=NOON, set_by="command_line")
        for account, yen in amounts.items()
    )


async def test_what_no_budget_limits_is_not_reserved(processes: Processes) -> None:
    purse = processes.start("a")
    assert await purse.reserve([MODEL], micro_yen=10**15) is None
    assert await purse.reserve([OWN], micro_yen=0) is None


async def test_a_call_that_would_go_beyond_is_refused_and_says_when_it_renews(processes: Processes) -> None:
    purse = processes.start("a")
    with pytest.raises(BudgetSpent) as refused:
        await purse.reserve([OWN], micro_yen=101 * YEN)
    assert refused.value.details == {"subject": "", "limit": "100", "spent": "0", "year": 2026, "month": 12}
    assert refused.value.retry_after == (datetime(2026, 11, 30, 15, tzinfo=UTC) - NOON).total_seconds()


async def test_two_processes_at_once_never_spend_more_than_the_budget(processes: Processes) -> None:
    """Each pays as fast as it can; some calls cost less than was set aside, and records follow in their own time."""
    purses = [processes.start(name) for name in "ab"]
    chance, paid = random.Random(3), []

    async def call(purse: Purse, number: int) -> None:
        call_id = f"{id(purse)}-{number}"
        try:
            reservation = await purse.reserve([OWN], micro_yen=2 * YEN)
        except BudgetSpent:
            return
        assert reservation is not None
        await asyncio.sleep(chance.random() / 50)
        yen = chance.choice((0, 1, 2))
        reservation.settle(call_id, yen * YEN)
        paid.append(yen)
        await asyncio.sleep(chance.random() / 50)
        await processes.record(purse, call_id, yen, OWN)

    for wave in range(4):
        await asyncio.gather(*(call(purse, wave * 100 + number) for number in range(40) for purse in purses))
        await asyncio.gather(*(purse.beat() for purse in purses))
        await asyncio.gather(*(purse.beat() for purse in purses))
    assert sum(paid) == await processes.spent()
    assert 90 <= sum(paid) <= 100


async def test_all_of_a_budget_can_be_spent(processes: Processes) -> None:
    purse = processes.start("a")
    for number in range(100):
        reservation = await purse.reserve([OWN], micro_yen=YEN)
        assert reservation is not None
        reservation.settle(str(number), YEN)
        await processes.record(purse, str(number), 1, OWN)
    with pytest.raises(BudgetSpent):
        await purse.reserve([OWN], micro_yen=1)


async def test_the_narrower_of_two_budgets_decides_and_the_other_loses_nothing(processes: Processes) -> None:
    purse = processes.start("a", organisation=100, model=3)
    reservation = await purse.reserve([MODEL, OWN], micro_yen=3 * YEN)
    with pytest.raises(BudgetSpent) as refused:
        await purse.reserve([MODEL, OWN], micro_yen=YEN)
    assert refused.value.details["subject"] == "small"
    assert reservation is not None
    reservation.settle("1", 0)
    assert await purse.reserve([OWN], micro_yen=100 * YEN) is not None


async def test_what_a_killed_process_held_is_free_after_its_lease_and_what_it_spent_is_counted(
    processes: Processes,
) -> None:
    killed, other = processes.start("killed"), processes.start("other")
    reservation = await killed.reserve([OWN], micro_yen=60 * YEN)
    assert reservation is not None
    reservation.settle("1", 50 * YEN)
    with pytest.raises(BudgetSpent):
        await other.reserve([OWN], micro_yen=50 * YEN)
    async with processes.database.write() as connection:  # its journal is replayed, whoever does it
        await add_usage(connection, {(OWN, NOVEMBER): 50 * YEN})
    processes.clock.advance(seconds=LEASE + 1)
    assert await other.reserve([OWN], micro_yen=50 * YEN) is not None
    with pytest.raises(BudgetSpent):
        await other.reserve([OWN], micro_yen=1)


async def test_a_process_that_could_not_renew_its_lease_spends_nothing_from_it(processes: Processes) -> None:
    cut_off, other = processes.start("cut off"), processes.start("other")
    assert await cut_off.reserve([OWN], micro_yen=YEN) is not None
    processes.clock.advance(seconds=LEASE + 1)
    assert await other.reserve([OWN], micro_yen=99 * YEN) is not None
    with pytest.raises(BudgetSpent):
        await cut_off.reserve([OWN], micro_yen=YEN)


async def test_a_call_longer_than_a_lease_stays_covered(processes: Processes) -> None:
    purse, other = processes.start("a"), processes.start("b")
    assert await purse.reserve([OWN], micro_yen=100 * YEN) is not None
    for _ in range(10):
        processes.clock.advance(seconds=MARGIN)
        await purse.beat()
    with pytest.raises(BudgetSpent):
        await other.reserve([OWN], micro_yen=1)


async def test_what_is_not_needed_is_given_back(processes: Processes) -> None:
    idle, other = processes.start("idle"), processes.start("other")
    reservation = await idle.reserve([OWN], micro_yen=YEN)
    assert reservation is not None
    reservation.settle("1", 0)
    for _ in range(2):
        await idle.beat()
    assert await other.reserve([OWN], micro_yen=100 * YEN) is not None


async def test_a_lowered_budget_holds_at_once(processes: Processes) -> None:
    purse = processes.start("a")
    assert await purse.reserve([OWN], micro_yen=5 * YEN) is not None
    purse.follow(limits(organisation=6))
    assert await purse.reserve([OWN], micro_yen=YEN) is not None
    with pytest.raises(BudgetSpent):
        await purse.reserve([OWN], micro_yen=1)


async def test_what_calls_give_back_is_free_within_a_lowered_budget_only(processes: Processes) -> None:
    purse = processes.start("a")
    early = await purse.reserve([OWN], micro_yen=50 * YEN)
    assert early is not None
    purse.follow(limits(organisation=20))
    early.settle("early", 0)
    with pytest.raises(BudgetSpent):
        await purse.reserve([OWN], micro_yen=21 * YEN)
    assert await purse.reserve([OWN], micro_yen=20 * YEN) is not None


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        (datetime(2026, 11, 30, 14, 59, 59, tzinfo=UTC), Month(2026, 11)),  # 23:59:59 in Tokyo
        (datetime(2026, 11, 30, 15, 0, 0, tzinfo=UTC), Month(2026, 12)),  # midnight in Tokyo
        (datetime(2026, 12, 31, 15, 0, 0, tzinfo=UTC), Month(2027, 1)),  # the new year begins in Tokyo
        (datetime(2027, 2, 28, 15, 0, 0, tzinfo=UTC), Month(2027, 3)),  # no 29 February in 2027
    ],
)
def test_months_begin_in_japan(moment: datetime, month: Month) -> None:
    assert Month.of(moment) == month
    assert month.begin <= moment < month.following.begin


async def test_a_new_month_begins_with_the_whole_budget(processes: Processes) -> None:
    processes.clock.moment = datetime(2026, 11, 30, 14, 59, 50, tzinfo=UTC)
    purse = processes.start("a")
    late = await purse.reserve([OWN], micro_yen=100 * YEN)
    assert late is not None
    processes.clock.advance(seconds=20)
    assert await purse.reserve([OWN], micro_yen=100 * YEN) is not None
    late.settle("late", 100 * YEN)
    assert late.month == NOVEMBER
    assert await processes.spent(month=NOVEMBER.following) == 0
