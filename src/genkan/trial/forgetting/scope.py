"""Whose records are forgotten, and of which age."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Records of one trial, of those outside any with an empty ``trial_id``.

    They are those of one person, or what is older than ``before``. ``over`` says that nothing of the trial is assigned any more.
    """

    trial_id: str
    person_id: str | None = None
    before: datetime | None = None
    over: bool = False
