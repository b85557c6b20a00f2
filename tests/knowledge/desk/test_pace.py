"""How often a caller may ask."""

import pytest

from genkan.knowledge import Pace
from genkan.knowledge.desk import TooManyReads


class Moments:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


def test_a_caller_may_ask_so_often_a_minute_and_no_other_caller_pays() -> None:
    now = Moments()
    pace = Pace(per_minute=6, now=now)
    for _ in range(6):
        pace.take("one")
    with pytest.raises(TooManyReads) as refused:
        pace.take("one")
    assert refused.value.retry_after == 10
    assert refused.value.details["limit"] == 6
    pace.take("other")
    now.seconds += 9.9
    with pytest.raises(TooManyReads):
        pace.take("one")
    now.seconds += 0.2
    pace.take("one")
    with pytest.raises(TooManyReads):
        pace.take("one")


def test_unused_reads_are_saved_up_for_one_minute_only() -> None:
    now = Moments()
    pace = Pace(per_minute=3, now=now)
    pace.take("one")
    now.seconds += 10_000
    for _ in range(3):
        pace.take("one")
    with pytest.raises(TooManyReads):
        pace.take("one")
