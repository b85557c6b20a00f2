"""When the status is asked for."""

from datetime import timedelta

from genkan.apps.external.schedule import is_too_late, pause_after


def test_the_looks_of_four_days() -> None:
    waited, looks = timedelta(), list[timedelta]()
    while not is_too_late(waited):
        pause = pause_after(waited)
        waited += pause
        looks.append(pause)
    assert (
        looks[:5]
        == [timedelta(seconds=30), timedelta(seconds=60)]
        + [timedelta(minutes=5)]
        + [timedelta(minutes=15)] * 2
    )
    assert set(looks[3:]) == {timedelta(minutes=15)} and len(looks) == 387


def test_a_look_that_comes_late_is_followed_by_the_next_one_in_line() -> None:
    assert pause_after(timedelta(seconds=45)) == timedelta(seconds=45)
    assert pause_after(timedelta(hours=3)) == timedelta(minutes=15)
