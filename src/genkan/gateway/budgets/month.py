"""A month in Japan, in which budgets are counted."""

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

JAPAN = ZoneInfo("Asia/Tokyo")
_DECEMBER = 12


class Month(NamedTuple):
    """A year and a month of it."""

    year: int
    number: int

    @classmethod
    def of(cls, moment: datetime) -> "Month":
        """The month in Japan at this moment."""
        day = moment.astimezone(JAPAN)
        return cls(day.year, day.month)

    @property
    def following(self) -> "Month":
        """The month after it."""
        return Month(self.year + 1, 1) if self.number == _DECEMBER else Month(self.year, self.number + 1)

    @property
    def begin(self) -> datetime:
        """Its first moment."""
        return datetime(self.year, self.number, 1, tzinfo=JAPAN)

    @property
    def key(self) -> str:
        """How it is stored: ``2026-11``."""
        return f"{self.year:04}-{self.number:02}"
