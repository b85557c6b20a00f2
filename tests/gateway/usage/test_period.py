"""Which days a person means."""

from datetime import date

import pytest

from genkan.gateway.usage import Period, PeriodInvalid
from genkan.gateway.usage.period import months_until

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("7", date(2026, 11, 16), TODAY),
        ("30", date(2026, 10, 24), TODAY),
        ("90", date(2026, 8, 25), TODAY),
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
    ],
)
def test_a_name_means_these_days(name: str, first: date, last: date) -> None:
    period = Period.named(name, today=TODAY)
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    "name", ["", "8", "2026-13", "2026-00", "2026-1", "2026-11-01", "きのう", "２０２６-１１", "1999-11"]
)
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(PeriodInvalid):
        Period.named(name, today=TODAY)


def test_the_latest_months() -> None:
    assert months_until(date(2026, 2, 28), number=4) == ("2026-02", "2026-01", "2025-12", "2025-11")
