"""How often a caller may ask."""

import pytest

from genkan.gateway import open_allowance
from genkan.knowledge import Pace
from genkan.knowledge.desk import TooManyReads
from genkan.knowledge.desk.pace import reads_of
from tests.gateway.admission.conftest import CountingServer, counting_server, redis_binary

__all__ = ["counting_server", "redis_binary"]


class Moments:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


async def test_a_caller_may_ask_so_often_a_minute_and_no_other_caller_pays() -> None:
    now = Moments()
    pace = Pace(per_minute=6, now=now)
    for _ in range(6):
        await pace.take("one")
    with pytest.raises(TooManyReads) as refused:
        await pace.take("one")
    assert refused.value.retry_after == 10
    assert refused.value.details["limit"] == 6
    await pace.take("other")
    now.seconds += 9.9
    with pytest.raises(TooManyReads):
        await pace.take("one")
    now.seconds += 0.2
    await pace.take("one")
    with pytest.raises(TooManyReads):
        await pace.take("one")


async def test_unused_reads_are_saved_up_for_one_minute_only() -> None:
    now = Moments()
    pace = Pace(per_minute=3, now=now)
    await pace.take("one")
    now.seconds += 10_000
    for _ in range(3):
        await pace.take("one")
    with pytest.raises(TooManyReads):
        await pace.take("one")


async def test_a_long_text_counts_as_many_reads() -> None:
    now = Moments()
    pace = Pace(per_minute=12, now=now)
    assert [reads_of("字" * length) for length in (0, 1, 5_000, 5_001, 50_000)] == [1, 1, 1, 2, 10]
    await pace.take("one", reads=reads_of("字" * 50_000))
    await pace.take("one", reads=2)
    with pytest.raises(TooManyReads) as refused:
        await pace.take("one", reads=10)
    assert refused.value.retry_after == 50
    await Pace(per_minute=3, now=now).take("one", reads=10)


async def test_processes_count_together_where_a_server_counts(counting_server: CountingServer) -> None:
    one, other = (Pace(per_minute=4, shared=open_allowance(counting_server.url)) for _ in range(2))
    for pace in (one, other, one, other):
        await pace.take("caller")
    for pace in (one, other):
        with pytest.raises(TooManyReads) as refused:
            await pace.take("caller")
        assert 0 < refused.value.retry_after <= 15
    await one.take("other caller")
    counting_server.stop()
    for _ in range(4):
        await one.take("caller")
    with pytest.raises(TooManyReads):
        await one.take("caller")
    await one.close()
    await other.close()
