"""Moments and amounts for readers of both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from genkan.ui.formats import filters

EVENING = datetime(2026, 11, 2, 15, 5, tzinfo=UTC)  # already the third in Japan


@pytest.mark.parametrize(
    ("name", "value", "japanese", "english"),
    [
        ("moment", EVENING, "2026年11月3日 0時05分", "3 November 2026, 00:05"),
        ("day", EVENING, "2026年11月3日", "3 November 2026"),
        ("day", date(2026, 4, 1), "2026年4月1日", "1 April 2026"),
        ("law_day", date(2026, 4, 1), "2026年（令和8年）4月1日", "1 April 2026"),
        ("law_day", date(1868, 1, 2), "1868年1月2日", "2 January 1868"),
        ("country", "JP", "日本（JP）", "Japan (JP)"),
        ("country", "QZ", "QZ", "QZ"),
        ("clock_time", EVENING, "00:05", "00:05"),
        ("number", 12480, "12,480", "12,480"),
        ("percent", 0.523, "52.3%", "52.3%"),
        ("yen", Decimal("1980.4"), "1,980円", "¥1,980"),
        ("seconds", 3.25, "3.2秒", "3.2 s"),
    ],
)
def test_filters(name: str, value: object, japanese: str, english: str) -> None:
    assert filters("ja")[name](value) == japanese
    assert filters("en")[name](value) == english
