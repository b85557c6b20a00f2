"""How far the audits of a trial are, for the office: counts and agreement, and nothing that tells who leads."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation import Agreement
from genkan.governance import Person, Role, list_active_with_role, names_of
from genkan.trial.audit.agreeing import agreements_of
from genkan.trial.audit.errors import AuditedTrialUnknown, InterestUnfit
from genkan.trial.audit.mark import AuditMark, AuditState, Line
from genkan.trial.audit.store import audits
from genkan.trial.audit.store.trials import AuditedTrial, audited_trials
from genkan.trial.evidence import MarkRow

_DRAWS = 500


@dataclass(frozen=True)
class MarkerCount:
    """A marker with how many answers were marked and decided."""

    name: str
    marked: int
    decided: int


@dataclass(frozen=True)
class AuditProgress:
    """A trial with its queue; ``candidates`` are the markers whose interests may be noted, by id."""

    trial: AuditedTrial
    counts: Mapping[AuditState, int]
    agreements: Mapping[Line, Agreement]
    markers: Sequence[MarkerCount]
    candidates: Mapping[str, str]
    interests: Sequence[tuple[str, str]]

    @property
    def drawn(self) -> int:
        """How many answers the draw fell on."""
        return sum(self.counts.values())


async def progress_of(connection: AsyncConnection, trial_id: str) -> AuditProgress:
    """The audits of one trial. Raises ``AuditedTrialUnknown``."""
    trial = await _find(connection, trial_id)
    marks = await audits.marks_of_trial(connection, trial.id)
    candidates = {person.id: person.name for person in await _markers(connection, trial)}
    interests = await audits.conflicts_of(connection, trial.id)
    every = [mark for given in marks.values() for mark in given]
    people = sorted({mark.marker_id for mark in every} | {person_id for person_id, _ in interests})
    names = await names_of(connection, people)
    titles = {arm.name: arm.title for arm in trial.protocol.arms}
    return AuditProgress(
        trial=trial,
        counts=await audits.counts_of(connection, trial.id),
        agreements=await asyncio.to_thread(agreements_of, _rows(marks), draws=_DRAWS),
        markers=_counts(every, names),
        candidates=candidates,
        interests=[(names.get(person, ""), titles.get(arm, arm)) for person, arm in interests],
    )


async def declare_interest(
    connection: AsyncConnection, trial_id: str, person_id: str, *, arm: str, actor: str, at: datetime
) -> None:
    """Note that a marker has an interest in an arm. Raises ``AuditedTrialUnknown`` and ``InterestUnfit``."""
    trial = await _find(connection, trial_id)
    candidates = {person.id for person in await _markers(connection, trial)}
    if person_id not in candidates or arm not in {each.name for each in trial.protocol.arms}:
        raise InterestUnfit
    await audits.add_conflict(connection, trial.id, person_id, arm=arm, declared_by=actor, at=at)


async def _find(connection: AsyncConnection, trial_id: str) -> AuditedTrial:
    known = {trial.id: trial for trial in await audited_trials(connection)}
    if trial_id not in known:
        raise AuditedTrialUnknown
    return known[trial_id]


async def _markers(connection: AsyncConnection, trial: AuditedTrial) -> list[Person]:
    """The markers of the organisations that take part and of the one that runs the trial."""
    organisations = dict.fromkeys(
        [trial.organisation_id, *(one.organisation for one in trial.protocol.organisations)]
    )
    found = list[Person]()
    for organisation_id in organisations:
        found += await list_active_with_role(connection, Role.MARKER, organisation_id=organisation_id)
    return found


def _rows(marks: Mapping[str, Sequence[AuditMark]]) -> list[MarkRow]:
    return [
        MarkRow(
            exposure=audit_id,
            side="",
            marker=mark.marker_id,
            **mark.findings._asdict(),
            decided=mark.decides,
        )
        for audit_id, given in marks.items()
        for mark in given
    ]


def _counts(marks: Sequence[AuditMark], names: Mapping[str, str]) -> list[MarkerCount]:
    """By name; markers whose names are kept no longer stand together, without a name."""
    known = [(mark.marker_id if mark.marker_id in names else "", mark.decides) for mark in marks]
    people = sorted({person for person, _ in known}, key=lambda person: (names.get(person, ""), person))
    return [
        MarkerCount(
            name=names.get(person, ""),
            marked=sum(marker == person and not decides for marker, decides in known),
            decided=sum(marker == person and decides for marker, decides in known),
        )
        for person in people
    ]
