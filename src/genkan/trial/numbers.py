"""Every number and fact that a report of a trial prints: the analysis, and what the rows tell beside it."""

from datetime import datetime

import msgspec

from genkan.trial.analysis import Analysis, analyse
from genkan.trial.evidence import EraRow, Evidence
from genkan.trial.protocol.document import Protocol
from genkan.trial.suppressing import Suppressed, suppressed


class Amendment(msgspec.Struct, frozen=True):
    """A protocol as it was signed, the first (number 0) or a later one."""

    number: int
    at: datetime
    digest: str
    reason: str


class Watched(msgspec.Struct, frozen=True):
    """What the daily looks at one arm in one era found: ``agreement`` is the lowest with the first look."""

    arm: str
    era: int
    days: int
    agreement: float | None
    failures: int


class Facts(msgspec.Struct, frozen=True):
    """Beside the analysis: the protocol in force as canonical JSON, its history, eras, probes, and the first and last day."""

    protocol: str
    amendments: tuple[Amendment, ...]
    eras: tuple[EraRow, ...]
    watched: tuple[Watched, ...]
    first_at: datetime | None
    last_at: datetime | None


class Numbers(msgspec.Struct, frozen=True):
    """What is published; ``suppressed`` names what is not told because fewer than ten persons stand behind it."""

    analysis: Analysis
    facts: Facts
    suppressed: tuple[Suppressed, ...] = ()

    def hidden(self, of: str) -> tuple[str, ...]:
        """The groups that are not told of a dimension of the votes, or of the short survey."""
        return tuple(each.group for each in self.suppressed if each.of == of)


def numbers_of(evidence: Evidence, protocol: Protocol) -> Numbers:
    """The numbers that the rows of a trial give, without groups of fewer than ten persons."""
    told, hidden = suppressed(analyse(evidence, protocol), evidence, protocol)
    return Numbers(told, facts_of(evidence), hidden)


def facts_of(evidence: Evidence) -> Facts:
    """What the rows tell beside the analysis."""
    moments = [exposure.at for exposure in evidence.exposures]
    return Facts(
        protocol=evidence.protocols[-1].document,
        amendments=tuple(Amendment(row.number, row.at, row.digest, row.reason) for row in evidence.protocols),
        eras=evidence.eras,
        watched=_watched(evidence),
        first_at=min(moments, default=None),
        last_at=max(moments, default=None),
    )


def _watched(evidence: Evidence) -> tuple[Watched, ...]:
    found = dict[tuple[str, int], Watched]()
    for row in evidence.probes:
        before = found.get((row.arm, row.era), Watched(row.arm, row.era, 0, None, 0))
        known = [one for one in (before.agreement, row.agreement) if one is not None]
        found[row.arm, row.era] = Watched(
            row.arm, row.era, before.days + 1, min(known, default=None), before.failures + row.failures
        )
    return tuple(found[key] for key in sorted(found))
