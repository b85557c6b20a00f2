"""Moments, numbers and money as a reader of either language expects them: the edge where UTC becomes Japan time."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from genkan.kit import in_both, in_common
from genkan.ui.countries import country_en, country_ja

_JAPAN = timezone(timedelta(hours=9), "JST")

Number = int | float | Decimal


def filters(language: str) -> Mapping[str, Callable[..., str]]:
    """The template filters of a language, by name."""
    japanese = language == "ja"
    return {
        "moment": _moment_ja if japanese else _moment_en,
        "day": _day_ja if japanese else _day_en,
        "law_day": in_both if japanese else _day_en,
        "clock_time": _clock_time,
        "country": country_ja if japanese else country_en,
        "number": _number,
        "percent": _percent,
        "yen": _yen_ja if japanese else _yen_en,
        "seconds": _seconds_ja if japanese else _seconds_en,
        "id_of": _id_of,
    }


def _in_japan(value: datetime) -> datetime:
    return value.astimezone(_JAPAN)


def _moment_ja(value: datetime) -> str:
    """2026年11月2日 9時05分"""
    local = _in_japan(value)
    return f"{in_common(local)} {local.hour}時{local.minute:02}分"


def _moment_en(value: datetime) -> str:
    """2 November 2026, 09:05"""
    local = _in_japan(value)
    return f"{local.day} {local:%B %Y, %H:%M}"


def _day_ja(value: date) -> str:
    return in_common(_in_japan(value) if isinstance(value, datetime) else value)


def _day_en(value: date) -> str:
    day = _in_japan(value) if isinstance(value, datetime) else value
    return f"{day.day} {day:%B %Y}"


def _clock_time(value: datetime) -> str:
    """09:05"""
    return f"{_in_japan(value):%H:%M}"


def _number(value: Number, digits: int = 0) -> str:
    """12,480"""
    return f"{value:,.{digits}f}"


def _percent(value: Number, digits: int = 1) -> str:
    """0.52 → 52.0%"""
    return f"{value * 100:.{digits}f}%"


def _yen_ja(value: Number, digits: int = 0) -> str:
    return f"{value:,.{digits}f}円"


def _yen_en(value: Number, digits: int = 0) -> str:
    return f"¥{value:,.{digits}f}"


def _seconds_ja(value: float) -> str:
    return f"{value:.1f}秒"


def _seconds_en(value: float) -> str:
    return f"{value:.1f} s"


def _id_of(text: str) -> str:
    """Eight letters and digits that may stand in an HTML id."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]
