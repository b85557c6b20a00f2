"""The days that a person asks about: the last so many, or a month."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from genkan.gateway.errors import GatewayProblem

SPANS = (7, 30, 90)
_JAPAN = timezone(timedelta(hours=9), "JST")
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


class PeriodInvalid(GatewayProblem):
    """What was asked for is no month."""

    status = 422
    sentence = "「{month}」を年月として読み取れません。"
    next_step = "2026-11のように、西暦の年と月を指定してください。"


@dataclass(frozen=True, slots=True)
class Period:
    """Days in Japan, both ends included; ``name`` is ``7``, ``30``, ``90`` or a month such as ``2026-11``."""

    name: str
    first: date
    last: date

    @classmethod
    def lately(cls, days: int, *, today: date) -> "Period":
        """So many days up to today."""
        return cls(str(days), today - timedelta(days=days - 1), today)

    @classmethod
    def of_month(cls, month: str) -> "Period":
        """A whole month. Raises ``PeriodInvalid``."""
        found = _MONTH.fullmatch(month)
        if found is None:
            raise PeriodInvalid(month=month[:20])
        first = date(int(found[1]), int(found[2]), 1)
        return cls(month, first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))

    @classmethod
    def named(cls, name: str, *, today: date) -> "Period":
        """The period with this name. Raises ``PeriodInvalid``."""
        return cls.lately(int(name), today=today) if name in map(str, SPANS) else cls.of_month(name)

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of it."""
        return tuple(self.first + timedelta(days=count) for count in range((self.last - self.first).days + 1))


def day_in_japan(moment: datetime) -> date:
    """The day on which something happened."""
    return moment.astimezone(_JAPAN).date()


def months_until(today: date, *, number: int) -> tuple[str, ...]:
    """The names of the latest months, newest first."""
    counted = (today.year * 12 + today.month - 1 - back for back in range(number))
    return tuple(f"{month // 12:04}-{month % 12 + 1:02}" for month in counted)
