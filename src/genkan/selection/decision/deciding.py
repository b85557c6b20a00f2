"""The decision is drafted by the office, put up for signing, and signed by two different people.

Every deed is in the transaction of the caller.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger, Viewer, find_organisation
from genkan.kit import Clock, digest, new_id, storable
from genkan.selection.application.application import ApplicationState, that_counts
from genkan.selection.application.store.applications import list_applications, submissions_by
from genkan.selection.call.call import Call, CallState
from genkan.selection.call.draft import clean
from genkan.selection.call.seeing import see_call
from genkan.selection.call.store.calls import change_call
from genkan.selection.decision.decision import (
    SIGNATURES,
    Decision,
    DecisionDraft,
    Measured,
    Outcome,
    Signature,
)
from genkan.selection.decision.errors import (
    DeadlineAhead,
    DecisionMissing,
    DecisionSigned,
    OutcomeMissing,
    PersonConflicted,
    ProposalOutdated,
    ReviewUnfinished,
    ShortOfCriterion,
    SignatureOvertaken,
    SignedAlready,
    TestAnnounced,
    TestInSystem,
    TestMissing,
    ValueUnfit,
)
from genkan.selection.decision.exams import exams_of
from genkan.selection.decision.record import Judged, covers, read_record, record_of
from genkan.selection.decision.store import decisions
from genkan.selection.decision.tested import check_results, check_typed, has_typed
from genkan.selection.errors import TextNeeded
from genkan.selection.events import DecisionEvent
from genkan.selection.review.comparing import Standing
from genkan.selection.review.conflicts import conflicted_among
from genkan.selection.review.reading import read_reviews
from genkan.selection.review.seeing import see_application


async def judged_of(connection: AsyncConnection, call: Call, draft: DecisionDraft) -> tuple[Judged, ...]:
    """Every application that was handed in and not withdrawn, with what was found about it."""
    applications = [
        each
        for each in await list_applications(connection, call_id=call.id)
        if each.state is ApplicationState.SUBMITTED
    ]
    ids = [each.id for each in applications]
    submissions = await submissions_by(connection, ids)
    reviews = await read_reviews(connection, call.content, ids)
    measures = await decisions.measures_of(connection, ids)
    found = ((each, that_counts(submissions.get(each.id, ()))) for each in applications)
    return tuple(
        Judged(each, counted, reviews[each.id], measures.get(each.id, ()), draft.line(each.id))
        for each, counted in found
        if counted
    )


async def check_clear(connection: AsyncConnection, viewer: Viewer, call: Call) -> None:
    """Raises ``PersonConflicted`` for who declared a conflict over an applicant of the call."""
    applications = await list_applications(connection, call_id=call.id)
    if await conflicted_among(connection, viewer.person.id, applications):
        raise PersonConflicted


@dataclass(frozen=True, slots=True)
class Deciding:
    """Works in the transaction of the caller."""

    ledger: Ledger
    clock: Clock

    async def measure(
        self, connection: AsyncConnection, viewer: Viewer, application_id: str, typed: Mapping[str, str]
    ) -> None:
        """Take in a result of a test as it is declared, where no sealed test is in the system.

        Raises ``TestInSystem``, ``TestAnnounced``, ``ValueUnfit``, ``TextNeeded``, ``DecisionSigned``, ``PersonConflicted``.
        """
        application, call = await see_application(connection, viewer, application_id)
        call = await see_call(connection, viewer, call.id, lock=True)
        if call.state is CallState.DECIDED:
            raise DecisionSigned
        await check_clear(connection, viewer, call)
        if await exams_of(connection, call):
            raise TestInSystem(field="measure")
        if call.content.announces_sealed_test:
            raise TestAnnounced(field="measure")
        name = clean(typed.get("measure", ""))[:200]
        if not name:
            raise TextNeeded(field="measure", label="測ったもの")
        value = _number(typed, "value", label="値")
        if value is None:
            raise ValueUnfit(field="value", label="値")
        measured = Measured(
            id=new_id(self.clock),
            application_id=application.id,
            measure=name,
            value=value,
            low=_number(typed, "low", label="区間の下限"),
            high=_number(typed, "high", label="区間の上限"),
            source=storable(typed.get("source", "")).strip()[:1000],
            person_id=viewer.person.id,
            at=self.clock(),
        )
        await decisions.add_measure(connection, measured)
        await self._record(
            connection, DecisionEvent.MEASURED, viewer, call, application=application.id, measured=measured.id
        )

    async def keep(
        self, connection: AsyncConnection, viewer: Viewer, call_id: str, draft: DecisionDraft, *, seen: int
    ) -> None:
        """Keep the working copy. Raises ``DecisionSigned``, ``SignatureOvertaken``, ``PersonConflicted``."""
        call = await self._open(connection, viewer, call_id)
        if not await decisions.keep_draft(connection, replace(draft, call_id=call.id), seen=seen):
            raise SignatureOvertaken
        await self._record(connection, DecisionEvent.EDITED, viewer, call, version=seen + 1)

    async def propose(self, connection: AsyncConnection, viewer: Viewer, call_id: str) -> Decision:
        """Freeze the working copy for signing; signatures under an earlier one do not count for it.

        Raises ``DecisionUnfit``, ``OutcomeMissing``, ``TypedReasonMissing``, ``DecisionSigned``, ``PersonConflicted``.
        """
        call = await self._open(connection, viewer, call_id)
        draft = await decisions.draft_of(connection, call.id, lock=True)
        judged = await judged_of(connection, call, draft)
        if not call.is_late(self.clock()):
            raise DeadlineAhead
        for each in judged:
            _check_outcome(each)
        check_results(call, draft, judged, await exams_of(connection, call))
        for each in judged:
            _check_merits(call, each)
        before = await decisions.latest_decision(connection, call.id)
        organisation = await find_organisation(connection, organisation_id=call.organisation_id)
        revision, now = (before.revision if before else 0) + 1, self.clock()
        name = organisation.name if organisation else ""
        record = record_of(call, draft, judged, organisation=name, revision=revision, at=now)
        decision = Decision(
            new_id(self.clock), call.id, revision, now, viewer.person.id, record, digest(record)
        )
        if not await decisions.add_decision(connection, decision):
            raise SignatureOvertaken
        await self._record(
            connection, DecisionEvent.PROPOSED, viewer, call, revision=revision, digest=decision.digest
        )
        return decision

    async def sign(
        self, connection: AsyncConnection, viewer: Viewer, call_id: str, *, seen: str, signed: int
    ) -> bool:
        """Sign the decision of the hash ``seen``, under which ``signed`` signatures were seen; True where it is final.

        Raises ``SignatureOvertaken`` where another hash or another number is there, ``ProposalOutdated`` where what it
        judges has changed, ``SealedTestNotTaken`` where a test was sealed since, ``SignedAlready``, ``PersonConflicted``, ``DecisionMissing``, ``DecisionSigned``.
        """
        call = await self._open(connection, viewer, call_id)
        decision = await decisions.latest_decision(connection, call.id)
        if decision is None:
            raise DecisionMissing
        there = await decisions.signatures_of(connection, decision.id)
        if decision.digest != seen or digest(decision.record) != decision.digest or len(there) != signed:
            raise SignatureOvertaken
        if any(each.person_id == viewer.person.id for each in there):
            raise SignedAlready
        judged = await judged_of(connection, call, DecisionDraft(call.id))
        record = read_record(decision.record)
        if not covers(record, judged) or has_typed(judged) != ("typed_results" in record["public"]):
            raise ProposalOutdated
        check_typed(call, judged, await exams_of(connection, call))
        position = len(there) + 1
        mine = Signature(decision.id, position, viewer.person.id, self.clock(), decision.digest)
        if not await decisions.add_signature(connection, mine):
            raise SignatureOvertaken
        await self._record(
            connection, DecisionEvent.SIGNED, viewer, call, position=position, digest=decision.digest
        )
        if position == SIGNATURES:
            await self._end(connection, viewer, call, decision)
        return position == SIGNATURES

    async def _end(self, connection: AsyncConnection, viewer: Viewer, call: Call, decision: Decision) -> None:
        over = replace(call, state=CallState.DECIDED, version=call.version + 1)
        if not await change_call(connection, over, seen=call.version):
            raise SignatureOvertaken
        await self._record(
            connection,
            DecisionEvent.PUBLISHED,
            viewer,
            call,
            revision=decision.revision,
            digest=decision.digest,
        )

    async def _open(self, connection: AsyncConnection, viewer: Viewer, call_id: str) -> Call:
        """The call while its decision may be worked on; nobody else does so meanwhile."""
        call = await see_call(connection, viewer, call_id, lock=True)
        if call.state is CallState.DECIDED:
            raise DecisionSigned
        if call.state is CallState.DRAFT:
            raise DecisionMissing
        await check_clear(connection, viewer, call)
        return call

    async def _record(
        self, connection: AsyncConnection, kind: DecisionEvent, viewer: Viewer, call: Call, **details: object
    ) -> None:
        await self.ledger.record(
            connection,
            kind,
            actor=viewer.person.id,
            organisation_id=call.organisation_id,
            object_id=call.id,
            details=details,
        )


def _check_outcome(judged: Judged) -> None:
    """Raises ``OutcomeMissing``."""
    if judged.line.outcome is None or not judged.line.reason:
        raise OutcomeMissing(field=f"line.{judged.application.id}.outcome", number=judged.application.label)


def _check_merits(call: Call, judged: Judged) -> None:
    """Whether an application may be decided so. Raises ``DecisionUnfit``."""
    line, number = judged.line, judged.application.label
    if line.outcome is Outcome.NOT_REVIEWED:
        return
    if judged.review.standing is not Standing.SETTLED:
        raise ReviewUnfinished(number=number)
    if line.outcome is Outcome.SELECTED and call.content.has_test and not judged.measures:
        raise TestMissing(number=number)
    if line.outcome is Outcome.SELECTED and judged.review.shortfalls:
        raise ShortOfCriterion(number=number)


def _number(typed: Mapping[str, str], field: str, *, label: str) -> float | None:
    text = typed.get(field, "").strip()
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        raise ValueUnfit(field=field, label=label) from None
    if not math.isfinite(value):
        raise ValueUnfit(field=field, label=label)
    return value
