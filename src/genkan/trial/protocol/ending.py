"""The end of a trial (試行の終了): by its last day, by the declared rule, or otherwise, which is a deviation."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from genkan.kit import canonical_json, digest
from genkan.trial.protocol.check import day_of
from genkan.trial.protocol.document import Protocol
from genkan.trial.protocol.trial import TrialState


class Cause(StrEnum):
    """Why a trial ends; ``early`` is not as the protocol says, and a deviation from it (計画書からの逸脱)."""

    LAST_DAY = "last_day"
    RULE = "rule"
    EARLY = "early"

    @property
    def label(self) -> str:
        """In Japanese."""
        return _LABELS[self]


_LABELS = {
    Cause.LAST_DAY: "計画書の終了日による終了",
    Cause.RULE: "計画書の逐次の判定による終了",
    Cause.EARLY: "計画書によらない終了",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """The end of a trial, or an early one that waits for its second signature.

    ``day`` is the last day in Japan on which anything was assigned; it is empty, and ``ended_at`` is none, while the
    end waits. ``asked_by`` and ``signed_by`` are the two persons of an early end.
    """

    trial_id: str
    cause: Cause
    reason: str = ""
    asked_by: str = ""
    asked_at: datetime
    signed_by: str = ""
    ended_at: datetime | None = None
    day: str = ""

    @property
    def waits(self) -> bool:
        """Whether it waits for its second signature."""
        return self.ended_at is None

    @property
    def digest(self) -> str:
        """What the second person signs."""
        told = {"trial": self.trial_id, "reason": self.reason, "asked_by": self.asked_by}
        return digest(canonical_json({**told, "asked_at": self.asked_at.isoformat()}))

    @property
    def reason_digest(self) -> str:
        """What the first person signs: that this trial ends for this reason."""
        return digest(canonical_json({"trial": self.trial_id, "reason": self.reason}))


class Due(StrEnum):
    """What the protocol wants done with a trial on a day."""

    NOTHING = "nothing"
    END = "end"
    CLOSE = "close"


def due(state: TrialState, protocol: Protocol, ending: Ending | None, *, today: date) -> Due:
    """What is to be done: the trial ends when its last day is over, and closes when the days of grace are."""
    last_day = day_of(protocol.closes_on)
    if state is TrialState.OPEN and last_day is not None and today > last_day:
        return Due.END
    if state is TrialState.ENDED and ending is not None and is_over(protocol, ending.day, today=today):
        return Due.CLOSE
    return Due.NOTHING


def is_over(protocol: Protocol, day: str, *, today: date) -> bool:
    """Whether no vote is taken any more of a trial whose last assignments were on a day."""
    last_votes = last_day_of_votes(protocol, day)
    return protocol.grace_days == 0 or (last_votes is not None and today > last_votes)


def last_day_of_votes(protocol: Protocol, day: str) -> date | None:
    """The last day of the declared grace (猶予期間)."""
    ended = day_of(day)
    return None if ended is None else ended + timedelta(days=protocol.grace_days)
