"""A trial (試行) and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from genkan.trial.protocol.document import Protocol, TrialArm


class TrialState(StrEnum):
    """A draft may change freely; a frozen protocol is signed; a trial in progress assigns.

    One that has ended assigns no more and still takes votes; a closed one does neither.
    """

    DRAFT = "draft"
    FROZEN = "frozen"
    OPEN = "open"
    ENDED = "ended"
    CLOSED = "closed"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        """The Japanese name of the state."""
        return _STATES[self]

    @property
    def is_signed(self) -> bool:
        """Whether there is a protocol that was signed."""
        return self is not TrialState.DRAFT

    @property
    def is_over(self) -> bool:
        """Whether nothing is assigned or voted on any more, so that everything may be told."""
        return self in (TrialState.CLOSED, TrialState.PUBLISHED)

    @property
    def may_be_amended(self) -> bool:
        """Whether the signed protocol may be changed by an amendment."""
        return self in (TrialState.FROZEN, TrialState.OPEN)


_STATES = {
    TrialState.DRAFT: "計画書の作成中",
    TrialState.FROZEN: "署名済み（開始前）",
    TrialState.OPEN: "実施中",
    TrialState.ENDED: "割付けを終了（評価の受付中）",
    TrialState.CLOSED: "終了",
    TrialState.PUBLISHED: "結果を公表済み",
}


# States of a trial in which what was assigned still goes on.
GOING_ON = (TrialState.OPEN.value, TrialState.ENDED.value)


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A trial; ``draft`` is the protocol as it is written, valid or not, ``version`` counts its changes."""

    id: str
    organisation_id: str
    state: TrialState
    draft: str
    version: int
    created_at: datetime
    created_by: str


@dataclass(frozen=True, kw_only=True)
class Running:
    """A trial in progress as assignments need it: the protocol in force, its digest, and the era of each arm by name.

    One that has ended no longer ``assigns``.
    """

    id: str
    organisation_id: str
    protocol: Protocol
    digest: str
    eras: Mapping[str, int]
    assigns: bool = True

    def arm(self, name: str) -> TrialArm:
        """The arm of that name. Raises ``KeyError``."""
        return {arm.name: arm for arm in self.protocol.arms}[name]
