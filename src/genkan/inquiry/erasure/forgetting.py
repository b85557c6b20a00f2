"""What a case loses when it is erased; its number, dates, state and record stay."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger
from genkan.inquiry.case import Case, CaseState
from genkan.inquiry.erasure.store import blank_case
from genkan.inquiry.errors import CaseOvertaken
from genkan.inquiry.events import CaseEvent
from genkan.inquiry.faq import forgetting as faqs
from genkan.inquiry.importing.store import imports
from genkan.inquiry.incoming.store import attachments
from genkan.inquiry.joining.store import relations
from genkan.inquiry.post.store import mails
from genkan.inquiry.public.store import submissions
from genkan.inquiry.store import replies
from genkan.inquiry.store.cases import change_case
from genkan.inquiry.store.words import forget_words

_ELSEWHERE = (
    replies.forget_case,
    imports.forget_case,
    attachments.forget_case,
    relations.forget_case,
    mails.forget_case,
    submissions.forget_case,
    faqs.forget_case,
    forget_words,
)


async def forget_case(connection: AsyncConnection, ledger: Ledger, case: Case, *, actor: str) -> Case:
    """Erase a case that is over, with its record. Raises ``CaseOvertaken``."""
    after = replace(case, state=CaseState.ERASED, heading="", version=case.version + 1)
    if not await change_case(connection, after, seen=case.version):
        raise CaseOvertaken
    for forget in _ELSEWHERE:
        await forget(connection, case.id)
    await blank_case(connection, case.id, language=case.language)
    await ledger.record(
        connection,
        CaseEvent.ERASED,
        actor=actor,
        organisation_id=case.organisation_id,
        object_id=case.id,
        details={"number": case.number, "version": after.version, "state": after.state},
    )
    return after
