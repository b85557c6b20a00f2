"""For which day a question is meant."""

from dataclasses import dataclass
from datetime import date, timedelta

from genkan.kit import Clock
from genkan.knowledge.dating.today import today
from genkan.knowledge.dating.versions import Standing


@dataclass(frozen=True)
class AsOf:
    """The day whose law counts; ``every_version`` also gives what is not in force on it, and says so.

    ``is_today``: no day was asked for, so links lead to whatever is in force when they are followed.
    """

    day: date
    every_version: bool = False
    is_today: bool = False

    @property
    def only(self) -> date | None:
        """The day to which everything is restricted; ``None`` where every version is wanted."""
        return None if self.every_version else self.day

    def link_day(
        self, standing: Standing, *, valid_from: date | None, valid_until: date | None
    ) -> date | None:
        """The day that a link to a text must name so that this text is shown; ``None`` for today."""
        if standing is Standing.IN_FORCE:
            return None if self.is_today else self.day
        if standing is Standing.NOT_YET:
            return valid_from
        return valid_until - timedelta(days=1) if valid_until else None


def as_of(clock: Clock, *, on: date | None = None, every_version: bool = False) -> AsOf:
    """The day asked for, else today."""
    return AsOf(on or today(clock), every_version=every_version, is_today=on is None)
