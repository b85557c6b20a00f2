"""Outcomes in four kinds, as people ask for them."""

from enum import StrEnum

from genkan.gateway.answer import Outcome


class OutcomeKind(StrEnum):
    """How a call ended, for whoever wants to know whether the service works."""

    ANSWERED = "answered"
    REFUSED = "refused"
    FAILED = "failed"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        """The kind in Japanese."""
        return _LABELS[self]


_LABELS = {
    OutcomeKind.ANSWERED: "回答",
    OutcomeKind.REFUSED: "拒否",
    OutcomeKind.FAILED: "失敗",
    OutcomeKind.STOPPED: "中止",
}
_KINDS: dict[str, OutcomeKind] = {
    Outcome.COMPLETED: OutcomeKind.ANSWERED,
    Outcome.TRUNCATED: OutcomeKind.ANSWERED,
    Outcome.REFUSED_BY_POLICY: OutcomeKind.REFUSED,
    Outcome.REFUSED_BY_ENDPOINT: OutcomeKind.REFUSED,
    Outcome.NOT_ADMITTED: OutcomeKind.REFUSED,
    Outcome.STOPPED: OutcomeKind.STOPPED,
    Outcome.SWITCHED_OFF: OutcomeKind.STOPPED,
}


def kind_of(outcome: str) -> OutcomeKind:
    """The kind of an outcome; what is no answer, no refusal and nobody's wish is a failure."""
    return _KINDS.get(outcome, OutcomeKind.FAILED)
