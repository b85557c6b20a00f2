"""How processes divide a capacity, by arithmetic and by heartbeats in the database."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genkan.gateway.admission import Presence, Shares
from genkan.gateway.admission.presence import BEAT, LEASE, VIEW
from genkan.gateway.store import processes
from genkan.storage import DatabaseUnavailable

IDS = st.frozensets(st.text("abcdef", min_size=1, max_size=4), min_size=1, max_size=12)


@given(live=IDS, capacity=st.integers(0, 500), name=st.text(max_size=8))
def test_all_parts_together_are_the_capacity(live, capacity, name):
    parts = [Shares.among(live, each).of(capacity, name) for each in live]
    assert sum(parts) == capacity
    assert max(parts) - min(parts) <= 1


@given(before=IDS, after=IDS, capacity=st.integers(0, 50), data=st.data())
def test_parts_never_exceed_the_capacity_while_processes_learn_of_a_change(before, after, capacity, data):
    both = {each: (Shares.among(before, each), Shares.among(after, each)) for each in before & after}
    total = 0
    for old, new in both.values():
        knows = data.draw(st.booleans())
        total += Shares((*old.views, *new.views) if knows else old.views).of(capacity, "甲")
    assert total <= capacity


def test_a_process_that_is_not_among_the_living_has_nothing():
    assert Shares.among(frozenset({"a"}), "b").of(100, "甲") == 0
    assert Shares.none().of(100, "甲") == 0


def test_not_always_the_same_process_gets_the_rest():
    live = frozenset({"a", "b"})
    assert {Shares.among(live, "a").of(1, name) for name in "甲乙丙丁"} == {0, 1}


class Process:
    """A process of the test: it beats when told to."""

    def __init__(self, name, database, clock):
        self.part = 0
        self.presence = Presence(
            database, process_id=name, clock=clock, tell=self._hear, timer=lambda: clock.moment.timestamp()
        )

    def _hear(self, shares):
        self.part = shares.of(12, "甲")

    async def beat(self):
        await self.presence.beat()


@pytest.fixture
def process(database, clock):
    return lambda name: Process(name, database, clock)


async def beat(clock, *living, seconds):
    """Let time pass, all living processes beating; the largest sum of parts that was seen."""
    most = 0
    for _ in range(int(seconds / BEAT)):
        clock.advance(seconds=BEAT)
        for each in living:
            await each.beat()
            most = max(most, sum(other.part for other in living))
    return most


async def test_a_process_alone_has_everything_at_once(process):
    alone = process("a")
    await alone.beat()
    assert alone.part == 12


async def test_one_that_joins_gets_its_part_when_the_other_has_made_room(process, clock):
    first, second = process("a"), process("b")
    await first.beat()
    await second.beat()
    assert (first.part, second.part) == (12, 0)
    assert await beat(clock, first, second, seconds=VIEW + BEAT) <= 12
    assert (first.part, second.part) == (6, 6)


async def test_the_part_of_one_that_was_killed_is_used_by_the_only_other_after_its_lease(process, clock):
    first, second = process("a"), process("b")
    await first.beat()
    await second.beat()
    await beat(clock, first, second, seconds=3 * VIEW)
    await beat(clock, first, seconds=LEASE)
    assert first.part == 6
    await beat(clock, first, seconds=BEAT)
    assert first.part == 12


async def test_the_part_of_one_that_was_killed_is_used_by_several_others_when_all_of_them_know(
    process, clock
):
    crowd = [process(name) for name in "abc"]
    for each in crowd:
        await each.beat()
    await beat(clock, *crowd, seconds=3 * VIEW)
    await beat(clock, *crowd[:2], seconds=LEASE)
    assert sum(each.part for each in crowd[:2]) == 8
    assert await beat(clock, *crowd[:2], seconds=BEAT + VIEW) == 12
    assert [each.part for each in crowd[:2]] == [6, 6]


async def test_one_that_leaves_in_order_is_forgotten_at_once(process, clock, database):
    first, second = process("a"), process("b")
    await first.beat()
    await second.beat()
    await second.presence.stop()
    async with database.read() as connection:
        assert await processes.live(connection, clock()) == {"a"}


async def test_a_part_that_grows_is_used_when_all_others_know(process, clock):
    crowd = [process(name) for name in "abc"]
    for each in crowd:
        await each.beat()
    await beat(clock, *crowd, seconds=3 * VIEW)
    await crowd[2].presence.stop()
    await beat(clock, *crowd[:2], seconds=VIEW)
    assert [each.part for each in crowd] == [4, 4, 0]
    await beat(clock, *crowd[:2], seconds=BEAT)
    assert [each.part for each in crowd] == [6, 6, 0]


async def test_the_last_one_uses_everything_as_soon_as_the_other_has_left(process, clock):
    first, second = process("a"), process("b")
    await first.beat()
    await second.beat()
    await beat(clock, first, second, seconds=3 * VIEW)
    await second.presence.stop()
    await first.beat()
    assert (first.part, second.part) == (12, 0)


async def test_one_that_comes_back_while_another_was_alone_takes_nothing_before_that_one_made_room(
    process, clock
):
    first, second = process("a"), process("b")
    await first.beat()
    await second.beat()
    await beat(clock, first, second, seconds=3 * VIEW)
    await beat(clock, first, seconds=LEASE + BEAT)
    assert first.part == 12
    await second.beat()
    assert second.part == 0
    assert await beat(clock, first, second, seconds=VIEW + BEAT) <= 12
    assert (first.part, second.part) == (6, 6)


async def test_many_that_come_and_go_never_exceed_the_capacity(process, clock):
    crowd = [process(name) for name in "abcdef"]
    for before, after in pairwise([0, 1, 3, 6, 2, 5, 1]):
        living = crowd[: max(before, after)]
        assert await beat(clock, *living[:after], seconds=LEASE + VIEW + 2 * BEAT) <= 12
        assert sum(each.part for each in living[:after]) == 12
        for gone in living[after:]:
            gone.part = 0


class Unreachable:
    """A database that fails."""

    def __init__(self, error):
        self._error = error

    def write(self):
        """Fail."""
        raise self._error


@pytest.mark.parametrize(
    "error", [DatabaseUnavailable(), KeyError("something unforeseen")], ids=["away", "odd"]
)
async def test_one_that_cannot_reach_the_database_stops_before_others_take_over(process, clock, error):
    alone = process("a")
    await alone.beat()
    alone.presence._database = Unreachable(error)
    clock.advance(seconds=VIEW - 1)
    await alone.beat()
    assert alone.part == 12
    clock.advance(seconds=2)
    await alone.beat()
    assert alone.part == 0


async def test_processes_that_were_not_seen_for_a_day_are_forgotten(process, clock, database):
    old, new = process("a"), process("b")
    await old.beat()
    clock.advance(days=2)
    await new.presence.start()
    async with database.read() as connection:
        assert await processes.live(connection, clock.moment.replace(year=2020)) == {"b"}
    await new.presence.stop()
