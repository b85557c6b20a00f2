"""A text and the day for which it is shown."""

from dataclasses import dataclass
from datetime import date, timedelta

from genkan.knowledge.dating.versions import Standing, Version


@dataclass(frozen=True, slots=True)
class Dated:
    """A version and how it stands to ``day``; ``today`` is the day for which ``now`` says how it stands."""

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
    def last(self) -> date | None:
        """The last day in force."""
        return self.version.valid_until - timedelta(days=1) if self.version.valid_until else None
