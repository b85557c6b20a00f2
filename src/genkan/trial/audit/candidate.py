"""An answer that could be audited, and whether the draw falls on it (抽出)."""

from dataclasses import dataclass

from genkan.gateway import Source
from genkan.trial.chance import chance

HIGHEST_CLASS = 2


@dataclass(frozen=True, kw_only=True)
class AuditCandidate:
    """An answer of a trial that has ended; ``arm`` is its name in the protocol, ``asker_id`` who asked."""

    exposure_id: str
    side: str
    trial_id: str
    arm: str
    organisation_id: str
    asker_id: str
    answer_id: str
    information_class: int
    question: str
    text: str
    sources: tuple[Source, ...]


def is_drawn(exposure_id: str, *, seed: str, share: float) -> bool:
    """Whether experts mark the answers of this exposure: all of its sides or none, by the seed of the protocol alone."""
    return chance(seed, audit=exposure_id) < share
