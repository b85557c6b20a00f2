"""An answer of a comparison or a trial that has ended, as its measures are taken."""

from dataclasses import dataclass
from datetime import datetime

from genkan.gateway import Metered, Source


@dataclass(frozen=True, kw_only=True)
class EndedAnswer:
    """Everything that is known when one side of an exposure has ended.

    ``exposure_id`` is the object of its assignment, ``side`` ``a`` where one arm answers. ``answer_id`` is by which the
    rooms know it: the gateway's answer, or the run of an app. ``outcome`` is a name of ``genkan.gateway.Outcome``.
    ``metered`` is ``None`` where no call was metered.
    """

    exposure_id: str
    side: str
    answer_id: str
    question: str
    text: str
    sources: tuple[Source, ...]
    outcome: str
    asked_at: datetime
    first_token_at: datetime | None
    ended_at: datetime
    metered: Metered | None
