"""A test is planned: what it asks how often, when it opens, and who holds its shares: two people, or three of whom two open it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.exam.blueprint import blueprint_of
from genkan.evaluation.exam.drawing import Candidate
from genkan.evaluation.exam.errors import (
    CustodiansUnfit,
    ExamUnknown,
    HoursUnfit,
    LimitUnfit,
    TitleMissing,
)
from genkan.evaluation.exam.events import ExamEvent
from genkan.evaluation.exam.exam import (
    LONGEST_TITLE,
    MOST_SECONDS,
    MOST_TOKENS,
    Custodian,
    Exam,
    ExamPlan,
    ExamState,
)
from genkan.evaluation.exam.store import exams
from genkan.evaluation.items.item import Item, ItemState
from genkan.evaluation.items.store.items import Wanted, list_items
from genkan.governance import Ledger, Permission, Person, Viewer, list_people, permissions_of
from genkan.kit import Clock, new_id, normalise_newlines, storable

_LONGEST_SYSTEM = 2_000
_MOST_TEMPERATURE = 2.0
CUSTODIANS = (2, 3)


@dataclass(frozen=True)
class ExamDraft:
    """A test as it was typed; the hours are aware, or None where they could not be read."""

    title: str = ""
    counts: Mapping[str, str] = field(default_factory=dict[str, str])
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    custodians: tuple[str, ...] = ()
    system: str = ""
    limit: int | None = 1024
    seconds: int | None = 120
    temperature: float | None = 0.0
    allows_burnt: bool = False


@dataclass(frozen=True, slots=True)
class ExamPlanning:
    """Each deed with its record, in the transaction of the caller."""

    ledger: Ledger
    clock: Clock

    async def add(
        self,
        connection: AsyncConnection,
        draft: ExamDraft,
        *,
        organisation_id: str,
        person_id: str | None,
    ) -> Exam:
        """A new test, not sealed yet. Raises an ``ExamFieldProblem``."""
        exam = Exam(
            id=new_id(self.clock),
            organisation_id=organisation_id,
            title=_title(draft),
            state=ExamState.DRAFT,
            opens_at=self._hours(draft)[0],
            closes_at=self._hours(draft)[1],
            made_by=person_id,
            made_at=self.clock(),
            plan=plan_of(draft),
        )
        chosen = await self._chosen(connection, draft, organisation_id=organisation_id)
        custodians = [
            Custodian(id=new_id(self.clock), exam_id=exam.id, place=place, person_id=person)
            for place, person in enumerate(chosen, start=1)
        ]
        await exams.add_exam(connection, exam, custodians)
        await self.record(
            connection, ExamEvent.ADDED, exam, actor=person_id, questions=exam.plan.blueprint.total
        )
        return exam

    async def note_altered(
        self, connection: AsyncConnection, exam: Exam, names: Sequence[str], *, actor: str | None
    ) -> None:
        """Record that answers are not those that were frozen; ``names`` are keys such as 「q003/m02」."""
        details = {"answers": len(names), "first": list(names[:5])}
        await self.record(connection, ExamEvent.ANSWERS_ALTERED, exam, actor=actor, **details)

    async def record(
        self,
        connection: AsyncConnection,
        event: ExamEvent,
        exam: Exam,
        *,
        actor: str | None,
        **details: object,
    ) -> None:
        """Write an event of a test."""
        await self.ledger.record(
            connection,
            event,
            actor=actor or "command_line",
            organisation_id=exam.organisation_id,
            object_id=exam.id,
            details=details,
        )

    def _hours(self, draft: ExamDraft) -> tuple[datetime, datetime]:
        if draft.opens_at is None or draft.closes_at is None:
            raise HoursUnfit
        if not self.clock() < draft.opens_at < draft.closes_at:
            raise HoursUnfit
        return draft.opens_at, draft.closes_at

    async def _chosen(
        self, connection: AsyncConnection, draft: ExamDraft, *, organisation_id: str
    ) -> tuple[str, ...]:
        known = {person.id for person in await possible_custodians(connection, organisation_id)}
        chosen = set(draft.custodians)
        if len(draft.custodians) not in CUSTODIANS or len(chosen) < len(draft.custodians):
            raise CustodiansUnfit
        if not chosen <= known:
            raise CustodiansUnfit
        return draft.custodians


def plan_of(draft: ExamDraft) -> ExamPlan:
    """What holds for every contestant. Raises ``BlueprintUnfit``, ``BlueprintEmpty`` and ``LimitUnfit``."""
    blueprint = blueprint_of(draft.counts)
    limit, seconds, temperature = draft.limit, draft.seconds, draft.temperature
    if limit is None or seconds is None or temperature is None:
        raise LimitUnfit(tokens=f"{MOST_TOKENS:,}", seconds=MOST_SECONDS)
    fits = (
        1 <= limit <= MOST_TOKENS and 1 <= seconds <= MOST_SECONDS and 0 <= temperature <= _MOST_TEMPERATURE
    )
    if not fits:
        raise LimitUnfit(tokens=f"{MOST_TOKENS:,}", seconds=MOST_SECONDS)
    return ExamPlan(
        blueprint=blueprint,
        system=storable(normalise_newlines(draft.system)).strip()[:_LONGEST_SYSTEM],
        limit=limit,
        seconds=seconds,
        temperature=temperature,
        allows_burnt=draft.allows_burnt,
    )


async def see_exam(connection: AsyncConnection, viewer: Viewer, exam_id: str) -> Exam:
    """The test, if it is of the viewer's organisation. Raises ``ExamUnknown``."""
    exam = await exams.find_exam(connection, exam_id, organisation_id=viewer.organisation.id)
    if exam is None:
        raise ExamUnknown
    return exam


async def possible_custodians(connection: AsyncConnection, organisation_id: str) -> Sequence[Person]:
    """The active people of the organisation who may hold a share, by name."""
    everyone = await list_people(connection, organisation_id=organisation_id)
    return [
        person
        for person in everyone
        if person.active and Permission.HOLD_SHARES in permissions_of(person.roles)
    ]


async def pool_of(
    connection: AsyncConnection, organisation_id: str, *, allows_burnt: bool
) -> tuple[Candidate, ...]:
    """The questions that may be drawn: approved, and seen by no operator unless that is allowed."""
    return candidates_of(await drawable(connection, organisation_id, allows_burnt=allows_burnt))


async def drawable(
    connection: AsyncConnection, organisation_id: str, *, allows_burnt: bool
) -> tuple[Item, ...]:
    """The same with their words, keys and rubrics, as they stand in one reading of the bank."""
    burnt = None if allows_burnt else False
    return await list_items(connection, Wanted(organisation_id, state=ItemState.APPROVED, burnt=burnt))


def candidates_of(items: Sequence[Item]) -> tuple[Candidate, ...]:
    """The questions as the lot knows them."""
    return tuple(Candidate(item.id, item.version, item.field, item.difficulty) for item in items)


def supply(pool: Sequence[Candidate]) -> dict[str, int]:
    """How many questions there are to draw from, by the names of cells."""
    counts: dict[str, int] = {}
    for each in pool:
        name = f"{each.field.value}-{each.difficulty}"
        counts[name] = counts.get(name, 0) + 1
    return counts


def _title(draft: ExamDraft) -> str:
    title = " ".join(storable(draft.title).split())
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise TitleMissing(limit=LONGEST_TITLE)
    return title
