"""A stratum (層): within one, arms are given in balanced blocks."""

from dataclasses import dataclass

from genkan.kit import canonical_json, digest
from genkan.trial.evidence import Mode


@dataclass(frozen=True, kw_only=True)
class Stratum:
    """One trial's questions of an organisation, task, information class and mode, among the same arms.

    ``arms`` are the names of those that may be given, in any order. Where class or policy leaves fewer arms, that is
    a stratum of its own.
    """

    trial: str
    organisation: str
    task: str
    information_class: int
    mode: Mode
    arms: tuple[str, ...]

    @property
    def key(self) -> str:
        """The same for the same stratum, whatever the order of the arms: a SHA-256 digest of canonical JSON."""
        parts = {**vars(self), "mode": self.mode.value, "arms": sorted(set(self.arms))}
        return digest(canonical_json(parts))
