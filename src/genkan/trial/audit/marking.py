"""A marker marks: the next answer in the own order, four findings, a decision where two differ."""

import hashlib
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger, Viewer
from genkan.kit import Clock, normalise_newlines, storable
from genkan.trial.audit.audit import Audit, Waiting
from genkan.trial.audit.errors import (
    AuditOver,
    AuditUnknown,
    DecisionReasonMissing,
    DecisionWanted,
    MarkCommentTooLong,
    OwnQuestion,
)
from genkan.trial.audit.mark import COMMENT_LIMIT, AuditMark, AuditState, Findings, state_after
from genkan.trial.audit.store import audits
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import MarkedDetails, details_of

# The oldest of the queue, among which each marker has an order of the own.
WINDOW = 200


@dataclass(frozen=True)
class AuditDesk:
    """What a marker has before the eyes; ``marks`` of others only where the marker is to decide between them."""

    audit: Audit
    marks: tuple[AuditMark, ...]

    @property
    def decides(self) -> bool:
        """Whether this mark settles it."""
        return self.audit.state is AuditState.DECIDING


async def own_queue(connection: AsyncConnection, viewer: Viewer) -> tuple[Waiting, ...]:
    """What waits for this marker in the marker's own order, decisions first."""
    own = viewer.person.id
    found = await audits.waiting_for(connection, own, organisation_id=viewer.organisation.id, limit=WINDOW)
    return tuple(sorted(found, key=lambda each: (not each.decides, _place(own, each.id))))


async def sit_down(connection: AsyncConnection, viewer: Viewer, audit_id: str) -> AuditDesk:
    """The answer, if this marker may mark it. Raises ``AuditUnknown``, ``OwnQuestion`` and ``AuditOver``."""
    audit = await audits.find_audit(connection, audit_id)
    if audit is None or not await _may_see(connection, viewer, audit):
        raise AuditUnknown
    if audit.asker_id == viewer.person.id:
        raise OwnQuestion
    marks = (await audits.marks_of(connection, [audit.id]))[audit.id]
    if not await audits.is_at_work(connection, audit.id) or _has_marked(viewer, marks):
        raise AuditOver
    return AuditDesk(audit, marks if audit.state is AuditState.DECIDING else ())


@dataclass(frozen=True)
class AuditMarking:
    """Marks with their record, in the transaction of the caller."""

    ledger: Ledger
    clock: Clock

    async def mark(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        audit_id: str,
        findings: Findings,
        *,
        comment: str,
        decides: bool,
    ) -> None:
        """Write a mark, which is final, once however often it is sent; ``decides`` is what the marker's page said.

        Raises what ``sit_down`` raises, ``DecisionWanted``, ``DecisionReasonMissing`` and ``MarkCommentTooLong``.
        """
        await audits.find_audit(connection, audit_id, to_change=True)
        if _has_marked(viewer, (await audits.marks_of(connection, [audit_id]))[audit_id]):
            return
        desk = await sit_down(connection, viewer, audit_id)
        if desk.decides and not decides:
            raise DecisionWanted
        mark = AuditMark(
            audit_id=audit_id,
            marker_id=viewer.person.id,
            findings=findings,
            comment=_checked(comment, decides=desk.decides),
            decides=desk.decides,
            at=self.clock(),
        )
        await audits.add_mark(connection, mark)
        given = (await audits.marks_of(connection, [audit_id]))[audit_id]
        await audits.move(connection, audit_id, state_after(given))
        await self._record(connection, desk.audit, mark)

    async def _record(self, connection: AsyncConnection, audit: Audit, mark: AuditMark) -> None:
        details = MarkedDetails(side=audit.side, **mark.findings._asdict(), decided=mark.decides)
        await self.ledger.record(
            connection,
            TrialEvent.MARKED,
            actor=mark.marker_id,
            organisation_id=audit.organisation_id,
            object_id=audit.exposure_id,
            details=details_of(details),
        )


async def _may_see(connection: AsyncConnection, viewer: Viewer, audit: Audit) -> bool:
    if not audit.may_be_shown_in(viewer.organisation.id):
        return False
    return not await audits.has_conflict(connection, audit.trial_id, viewer.person.id, arm=audit.arm)


def _has_marked(viewer: Viewer, marks: tuple[AuditMark, ...]) -> bool:
    return any(mark.marker_id == viewer.person.id for mark in marks)


def _checked(comment: str, *, decides: bool) -> str:
    words = storable(normalise_newlines(comment)).strip()
    if len(words) > COMMENT_LIMIT:
        raise MarkCommentTooLong(length=f"{len(words):,}", limit=f"{COMMENT_LIMIT:,}")
    if decides and not words:
        raise DecisionReasonMissing
    return words


def _place(marker_id: str, audit_id: str) -> str:
    """Where an answer stands in the order of one marker: the same at every visit, another for everybody else."""
    return hashlib.sha256(f"{marker_id}\x1f{audit_id}".encode()).hexdigest()
