"""Days on which government offices work."""

from datetime import date

import pytest

from genkan.inquiry.calendar import business_days_until, is_business_day, nth_business_day


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 20), True),  # a Friday
        (date(2026, 11, 21), False),  # a Saturday
        (date(2026, 11, 23), False),  # 勤労感謝の日, a Monday
        (date(2026, 5, 6), False),  # the substitute for 憲法記念日 on a Sunday, three days later
        (date(2026, 9, 21), False),  # 敬老の日
        (date(2026, 9, 22), False),  # between two holidays
        (date(2026, 9, 23), False),  # the autumnal equinox
        (date(2027, 3, 22), False),  # the substitute for the vernal equinox on a Sunday
        (date(2026, 12, 28), True),  # the last day of the year on which offices work
        (date(2026, 12, 29), False),
        (date(2026, 12, 31), False),
        (date(2027, 1, 1), False),
        (date(2028, 1, 3), False),  # a Monday without holiday, still closed
        (date(2027, 1, 4), True),
        (date(2021, 7, 19), True),  # 海の日 of this year was moved
        (date(2021, 7, 22), False),
        (date(2019, 5, 2), False),  # the days around the accession
    ],
)
def test_offices_are_closed_on_holidays_and_at_the_turn_of_the_year(day: date, works: bool) -> None:
    assert is_business_day(day) is works


@pytest.mark.parametrize(
    ("received", "count", "deadline"),
    [
        (date(2026, 11, 2), 10, date(2026, 11, 17)),  # 文化の日 lies between
        (date(2026, 11, 20), 1, date(2026, 11, 24)),  # the weekend and a holiday lie between
        (date(2026, 12, 28), 1, date(2027, 1, 4)),
        (date(2026, 12, 30), 1, date(2027, 1, 4)),  # received while offices are closed
        (date(2026, 4, 28), 2, date(2026, 5, 1)),  # 昭和の日
        (date(2026, 4, 30), 2, date(2026, 5, 7)),  # the long holidays of May
    ],
)
def test_the_first_day_is_not_counted(received: date, count: int, deadline: date) -> None:
    assert nth_business_day(received, count=count) == deadline


@pytest.mark.parametrize(
    ("today", "deadline", "left"),
    [
        (date(2026, 11, 2), date(2026, 11, 17), 10),
        (date(2026, 11, 20), date(2026, 11, 24), 1),
        (date(2026, 11, 17), date(2026, 11, 17), 0),
        (date(2026, 11, 18), date(2026, 11, 17), 0),
    ],
)
def test_what_is_left_is_counted_in_business_days(today: date, deadline: date, left: int) -> None:
    assert business_days_until(deadline, today=today) == left
