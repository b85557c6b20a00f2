"""Reviewers are appointed, say what stands against them, find, and hand in; a third resolves where two differ.

Every deed is in the transaction of the caller.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger, Role, Viewer, find_person
from genkan.kit import Clock
from genkan.selection.application.application import Application
from genkan.selection.application.seeing import handed_in_documents
from genkan.selection.application.store.applications import find_application
from genkan.selection.application.store.documents import page_text
from genkan.selection.call.call import Call, CallState
from genkan.selection.call.seeing import see_call
from genkan.selection.call.store.calls import find_call
from genkan.selection.errors import ReasonMissing
from genkan.selection.events import ReviewEvent
from genkan.selection.review.assignment import Assignment, Conflict, Part
from genkan.selection.review.comparing import Resolution, Standing, by_criterion
from genkan.selection.review.conflicts import conflicted_among
from genkan.selection.review.errors import (
    FindingIncomplete,
    NotAllReviewed,
    ReviewClosed,
    ReviewerUnfit,
    ReviewTooEarly,
    ReviewUnknown,
)
from genkan.selection.review.finding import Finding, fits, is_complete, stands_in
from genkan.selection.review.reading import read_review
from genkan.selection.review.recording import record_review
from genkan.selection.review.seeing import see_application
from genkan.selection.review.store import reviews

_MOST = {Part.REVIEWER: 2, Part.RESOLVER: 1}


async def see_part(
    connection: AsyncConnection, viewer: Viewer, application_id: str, *, lock: bool = False
) -> tuple[Assignment, Application, Call]:
    """The viewer's part in a review, whatever was declared; ``lock`` holds the call first, then the part.

    Raises ``ReviewUnknown`` where there is none.
    """
    application = await find_application(connection, application_id)
    call = await find_call(connection, application.call_id, lock=lock) if application else None
    own = await reviews.find_assignment(connection, application_id, viewer.person.id, lock=lock)
    if own is None or application is None or call is None:
        raise ReviewUnknown
    return own, application, call


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Works in the transaction of the caller."""

    ledger: Ledger
    clock: Clock

    async def assign(
        self, connection: AsyncConnection, viewer: Viewer, application_id: str, person_id: str, *, part: Part
    ) -> None:
        """Give a person a part. Raises ``ReviewerUnfit``, ``ReviewClosed``."""
        application, call = await see_application(connection, viewer, application_id)
        call = await see_call(connection, viewer, call.id, lock=True)
        _check_open(call)
        person = await find_person(connection, person_id=person_id)
        taken = await reviews.assignments_of(connection, application_ids=[application.id])
        held = [each for each in taken if each.part is part and each.counts]
        is_reviewer = person is not None and person.active and Role.REVIEWER in person.roles
        if person is None or not is_reviewer or person.organisation_id != call.organisation_id:
            raise ReviewerUnfit
        if len(held) >= _MOST[part] or await conflicted_among(connection, person.id, [application]):
            raise ReviewerUnfit
        fresh = Assignment(application.id, person.id, part, self.clock())
        if not await reviews.add_assignment(connection, fresh):
            raise ReviewerUnfit
        await record_review(
            self.ledger,
            connection,
            ReviewEvent.ASSIGNED,
            viewer,
            call,
            application,
            person=person.id,
            part=part,
        )

    async def declare(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        application_id: str,
        *,
        conflicted: bool,
        reason: str,
    ) -> None:
        """Say whether anything stands against it; who is conflicted loses the part, and those of the same applicants.

        Raises ``ReviewClosed``, ``ReasonMissing``.
        """
        own, application, call = await self._part(connection, viewer, application_id)
        if conflicted and not reason.strip():
            raise ReasonMissing(field="reason")
        conflict = Conflict.CONFLICTED if conflicted else Conflict.NONE
        after = replace(own, conflict=conflict, conflict_reason=reason.strip())
        await reviews.change_assignment(connection, after)
        kind = ReviewEvent.CONFLICT_DECLARED if conflicted else ReviewEvent.CLEARED
        await record_review(self.ledger, connection, kind, viewer, call, application)
        if conflicted:
            await self._leave_others(connection, viewer, after)

    async def note_refusal(self, connection: AsyncConnection, viewer: Viewer, application_id: str) -> None:
        """Record that a conflicted reviewer asked for the application all the same."""
        _, application, call = await see_part(connection, viewer, application_id)
        await record_review(self.ledger, connection, ReviewEvent.REFUSED, viewer, call, application)

    async def keep(
        self, connection: AsyncConnection, viewer: Viewer, application_id: str, findings: Sequence[Finding]
    ) -> None:
        """Keep findings that are not handed in. Raises ``ReviewUnknown``, ``ReviewClosed``."""
        own, application, call = await self._part(connection, viewer, application_id)
        if own.part is not Part.REVIEWER or own.conflict is not Conflict.NONE:
            raise ReviewUnknown
        kept = [await self._checked(connection, application, each) for each in findings]
        await reviews.keep_findings(connection, application.id, viewer.person.id, kept)
        await record_review(self.ledger, connection, ReviewEvent.SAVED, viewer, call, application)

    async def hand_in(self, connection: AsyncConnection, viewer: Viewer, application_id: str) -> None:
        """Hand the findings in, which fixes them; two are enough. Raises ``FindingIncomplete``, ``ReviewClosed``."""
        own, application, call = await self._part(connection, viewer, application_id)
        if own.part is not Part.REVIEWER or own.conflict is not Conflict.NONE:
            raise ReviewUnknown
        if len((await read_review(connection, call.content, application.id)).reviews) >= _MOST[Part.REVIEWER]:
            raise ReviewClosed
        found = await reviews.findings_of(connection, [application.id])
        mine = by_criterion(found.get((application.id, viewer.person.id), ()))
        for criterion in call.content.reviewed:
            if not is_complete(criterion, mine.get(criterion.key, Finding(criterion.key))):
                raise FindingIncomplete(field=f"{criterion.key}.result", label=criterion.title)
        await reviews.change_assignment(connection, replace(own, handed_in_at=self.clock()))
        await record_review(self.ledger, connection, ReviewEvent.HANDED_IN, viewer, call, application)

    async def resolve(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        application_id: str,
        resolutions: Sequence[Resolution],
    ) -> None:
        """Resolve all differences at once. Raises ``NotAllReviewed``, ``FindingIncomplete``, ``ReviewClosed``."""
        own, application, call = await self._part(connection, viewer, application_id)
        if own.part is not Part.RESOLVER or own.conflict is not Conflict.NONE:
            raise ReviewUnknown
        review = await read_review(connection, call.content, application.id)
        if review.standing is not Standing.DIFFERING:
            raise NotAllReviewed
        given = {each.criterion: each for each in resolutions}
        for criterion in review.differences:
            one = given.get(criterion.key)
            if one is None or not one.words or not fits(criterion, one.verdict):
                raise FindingIncomplete(field=f"{criterion.key}.result", label=criterion.title)
            mine = replace(one, person_id=viewer.person.id)
            if not await reviews.add_resolution(connection, application.id, mine, at=self.clock()):
                raise ReviewClosed
        await reviews.change_assignment(connection, replace(own, handed_in_at=self.clock()))
        await record_review(self.ledger, connection, ReviewEvent.RESOLVED, viewer, call, application)

    async def _part(
        self, connection: AsyncConnection, viewer: Viewer, application_id: str
    ) -> tuple[Assignment, Application, Call]:
        """The part while it may be played. Raises ``ReviewUnknown``, ``ReviewClosed``, ``ReviewTooEarly``."""
        own, application, call = await see_part(connection, viewer, application_id, lock=True)
        if not own.counts:
            raise ReviewUnknown
        _check_open(call)
        if own.handed_in_at:
            raise ReviewClosed
        if not call.is_late(self.clock()):
            raise ReviewTooEarly
        return own, application, call

    async def _leave_others(self, connection: AsyncConnection, viewer: Viewer, declared: Assignment) -> None:
        """Take from the person every part, not handed in yet, over which the same conflict holds."""
        parts = await reviews.assignments_of(connection, person_id=viewer.person.id)
        held = [each.application_id for each in parts if each.counts]
        found = [await find_application(connection, each) for each in held]
        for application in await conflicted_among(
            connection, viewer.person.id, [each for each in found if each]
        ):
            call = await find_call(connection, application.call_id)
            part = await reviews.find_assignment(connection, application.id, viewer.person.id, lock=True)
            if call is None or call.state is not CallState.PUBLISHED or part is None or part.handed_in_at:
                continue
            reason = declared.conflict_reason
            lost = replace(part, conflict=Conflict.CONFLICTED, conflict_reason=reason)
            await reviews.change_assignment(connection, lost)
            await record_review(
                self.ledger,
                connection,
                ReviewEvent.CONFLICT_DECLARED,
                viewer,
                call,
                application,
                declared=declared.application_id,
            )

    async def _checked(
        self, connection: AsyncConnection, application: Application, finding: Finding
    ) -> Finding:
        """The finding with a place that there is, and whether its quotation stands there."""
        held = await handed_in_documents(connection, application)
        document = next((each for each in held if each.id == finding.document_id), None)
        text = await page_text(connection, document.id, finding.page) if document else None
        if document is None or text is None:
            return replace(finding, document_id=document.id if document else "", page=0, quoted=None)
        return replace(finding, quoted=stands_in(finding.quotation, text) if finding.quotation else None)


def _check_open(call: Call) -> None:
    if call.state is not CallState.PUBLISHED:
        raise ReviewClosed
