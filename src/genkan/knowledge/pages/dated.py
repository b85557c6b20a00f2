"""A text and the day for which it is shown."""

from dataclasses import dataclass
from datetime import date, timedelta

from genkan.knowledge.dating.era import in_era
from genkan.knowledge.dating.versions import Standing, Version


@dataclass(frozen=True, slots=True)
class Dated:
    """A version, how it stands to ``day``, and its dates in the Japanese calendar, empty where there are none.

    ``today`` is the day for which ``now`` says how it stands.
    """

    version: Version
    standing: Standing
    day: date
    today: date

    @property
    def now(self) -> Standing:
        """How it stands to the day asked for; for what was in force on that one, how it stands today."""
        in_force = self.standing is Standing.IN_FORCE
        return self.version.standing(self.today) if in_force else self.standing

    @property
    def asked(self) -> str:
        """The day: 「令和7年4月1日」."""
        return in_era(self.day)

    @property
    def begins(self) -> str:
        """The first day in force."""
        return in_era(self.version.valid_from) if self.version.valid_from else ""

    @property
    def last(self) -> str:
        """The last day in force."""
        return in_era(self.version.valid_until - timedelta(days=1)) if self.version.valid_until else ""

    @property
    def ended(self) -> str:
        """The first day no longer in force."""
        return in_era(self.version.valid_until) if self.version.valid_until else ""
