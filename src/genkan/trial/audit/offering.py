"""Putting an answer that has ended into the queue, where the draw falls on it."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import new_id
from genkan.trial.audit.audit import Audit
from genkan.trial.audit.candidate import HIGHEST_CLASS, AuditCandidate, is_drawn
from genkan.trial.audit.concealing import conceal
from genkan.trial.audit.mark import AuditState
from genkan.trial.audit.store.audits import add_audit
from genkan.trial.protocol import Protocol


async def offer(
    connection: AsyncConnection, candidate: AuditCandidate, *, protocol: Protocol, at: datetime
) -> bool:
    """Queue the answer of a person who agrees to take part; False where it is not drawn or cannot be marked.

    An answer without text has nothing to mark (its outcome counts as it is), one above 機密性2 goes to nobody.
    """
    drawn = is_drawn(candidate.exposure_id, seed=protocol.seed, share=protocol.audit_share)
    if not drawn or not candidate.text.strip() or candidate.information_class > HIGHEST_CLASS:
        return False
    audit = Audit(
        id=new_id(lambda: at),
        exposure_id=candidate.exposure_id,
        side=candidate.side,
        trial_id=candidate.trial_id,
        arm=candidate.arm,
        organisation_id=candidate.organisation_id,
        asker_id=candidate.asker_id,
        answer_id=candidate.answer_id,
        information_class=candidate.information_class,
        copy=await conceal(connection, candidate),
        state=AuditState.OPEN,
        added_at=at,
    )
    return await add_audit(connection, audit)
