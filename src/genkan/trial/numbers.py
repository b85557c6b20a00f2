"""Every number and fact that a report of a trial prints: the analysis, and what the rows tell beside it."""

from datetime import datetime

import msgspec

from genkan.trial.analysis import Analysis, Columns, analyse
from genkan.trial.evidence import ConductRow, EraRow, Evidence
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
    """Beside the analysis: the protocol in force as canonical JSON, its history, eras, probes, and the first and last day.

    ``conduct`` is how the trial was held, without the names of persons; packs that were written earlier do not tell it.
    """

    protocol: str
    amendments: tuple[Amendment, ...]
    eras: tuple[EraRow, ...]
    watched: tuple[Watched, ...]
    first_at: datetime | None
    last_at: datetime | None
    conduct: tuple[ConductRow, ...] | msgspec.UnsetType = msgspec.UNSET


class Numbers(msgspec.Struct, frozen=True):
    """What is published; ``suppressed`` names what is not told because fewer than ten persons stand behind it."""

    analysis: Analysis
    facts: Facts
    suppressed: tuple[Suppressed, ...] = ()

    def hidden(self, of: str) -> tuple[str, ...]:
        """The groups that are not told of a dimension of the votes, or of the short survey."""
        return tuple(each.group for each in self.suppressed if each.of == of)


def numbers_of(evidence: Evidence | Columns, protocol: Protocol) -> Numbers:
    """The numbers that the rows of a trial give, or their columns, without groups of fewer than ten persons."""
    from genkan.trial.analysis.flattening import flat  # NumPy is slow to load

    columns = flat(evidence)
    told, hidden = suppressed(analyse(columns, protocol), columns, protocol)
    return Numbers(told, facts_of(columns), hidden)


def facts_of(columns: Columns) -> Facts:
    """What the rows tell beside the analysis."""
    rest, at = columns.rest, columns.exposures.at
    return Facts(
        protocol=rest.protocols[-1].document,
        amendments=tuple(Amendment(row.number, row.at, row.digest, row.reason) for row in rest.protocols),
        eras=rest.eras,
        watched=_watched(rest),
        first_at=columns.moment(at.min()) if len(at) else None,
        last_at=columns.moment(at.max()) if len(at) else None,
        conduct=tuple(map(_nameless, rest.conduct)) or msgspec.UNSET,
    )


def _nameless(row: ConductRow) -> ConductRow:
    return msgspec.structs.replace(row, asked_by="", signed_by="")


def _watched(evidence: Evidence) -> tuple[Watched, ...]:
    found = dict[tuple[str, int], Watched]()
    for row in evidence.probes:
        before = found.get((row.arm, row.era), Watched(row.arm, row.era, 0, None, 0))
        known = [one for one in (before.agreement, row.agreement) if one is not None]
        found[row.arm, row.era] = Watched(
            row.arm, row.era, before.days + 1, min(known, default=None), before.failures + row.failures
        )
    return tuple(found[key] for key in sorted(found))
