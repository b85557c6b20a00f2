"""Days on which government offices work.

Closed are Saturdays, Sundays, the holidays of the Act on National Holidays, and 29 December to 3 January
(行政機関の休日に関する法律第1条).
"""

from datetime import date, timedelta

import jpholiday

_SATURDAY = 5
_DAY = timedelta(days=1)


def is_business_day(day: date) -> bool:
    """Whether offices work on the day."""
    return day.weekday() < _SATURDAY and not _is_turn_of_year(day) and not jpholiday.is_holiday(day)


def nth_business_day(after: date, *, count: int) -> date:
    """The business day with this number, the first day not counted; ``count`` is at least 1."""
    day = after
    while count > 0:
        day += _DAY
        count -= is_business_day(day)
    return day


def business_days_until(deadline: date, *, today: date) -> int:
    """How many business days there are after today up to the deadline, 0 where it is today or over."""
    span = range(1, (deadline - today).days + 1)
    return sum(is_business_day(today + timedelta(days=count)) for count in span)


def _is_turn_of_year(day: date) -> bool:
    return (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
