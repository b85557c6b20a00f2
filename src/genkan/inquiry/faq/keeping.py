"""Officers write entries, another person approves them, and what is not to be given any more ends."""

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import day_in_japan
from genkan.governance import Ledger, Permission, Viewer, list_organisations
from genkan.inquiry.case import CaseState
from genkan.inquiry.changing import see
from genkan.inquiry.errors import TopicUnfit
from genkan.inquiry.faq.draft import FaqDraft, remark_of
from genkan.inquiry.faq.errors import (
    BasisChanged,
    CaseUnanswered,
    FaqDeedUnfit,
    FaqNotApprover,
    FaqNotYours,
    FaqOfficeUnfit,
    FaqOvertaken,
    FaqUnclean,
    FaqUnknown,
    NotLookedAt,
    OwnFaq,
    TooManyFaqs,
)
from genkan.inquiry.faq.events import FaqEvent
from genkan.inquiry.faq.faq import MOST_ENTRIES, Faq, FaqBasis, FaqContent, FaqState, FaqVersion, ReasonKind
from genkan.inquiry.faq.judging import blocking_in
from genkan.inquiry.faq.standing import changed_basis, wordings_for
from genkan.inquiry.faq.store import faqs
from genkan.inquiry.faq.telling import check_untold
from genkan.inquiry.faq.transitions import STEPS, FaqDeed
from genkan.inquiry.store.cases import hold_case
from genkan.inquiry.store.offices import read_office
from genkan.inquiry.store.topics import find_topic
from genkan.kit import Clock, new_id

_ANSWERED = frozenset({CaseState.ANSWERED, CaseState.COMPLETED})


@dataclass(frozen=True)
class Written:
    """What a person sends of an entry that there is: the draft, the articles it was found to rest on, what was seen.

    ``looked_at`` says that the articles were read as they are today.
    """

    draft: FaqDraft
    basis: tuple[FaqBasis, ...]
    seen: int
    looked_at: bool = False


async def own_faq(connection: AsyncConnection, viewer: Viewer, faq_id: str) -> Faq:
    """The entry, if it is of the viewer's organisation. Raises ``FaqUnknown``."""
    faq = await faqs.find_faq(connection, faq_id, organisation_id=viewer.organisation.id)
    if faq is None:
        raise FaqUnknown
    return faq


def may_approve(viewer: Viewer, faq: Faq, *, four_eyes: bool) -> bool:
    """Whether the viewer may approve: never who wrote it; with four eyes a supervisor, else any officer."""
    if viewer.person.id in faq.writers:
        return False
    return not four_eyes or viewer.may(Permission.SUPERVISE_INQUIRIES)


@dataclass(frozen=True, slots=True)
class FaqKeeping:
    """Each deed with its record, in the transaction of the caller."""

    ledger: Ledger
    clock: Clock

    async def propose(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        draft: FaqDraft,
        basis: tuple[FaqBasis, ...],
        *,
        case_id: str | None,
    ) -> Faq:
        """A new entry, a draft, of an answered case or of none.

        Raises ``CaseUnknown``, ``CaseUnanswered``, ``TooManyFaqs`` and what is wrong with the draft.
        """
        if case_id is not None:
            await hold_case(connection, case_id)
            if (await see(connection, viewer, case_id)).state not in _ANSWERED:
                raise CaseUnanswered
        own = viewer.organisation.id
        if await faqs.count_faqs(connection, own) >= MOST_ENTRIES:
            raise TooManyFaqs(limit=f"{MOST_ENTRIES:,}")
        content = await self._content(connection, viewer, draft, basis, case_id=case_id)
        faq = new_faq(self.clock, own, content, case_id=case_id, writer=viewer.person.id)
        await faqs.add_faq(connection, faq)
        await self._keep_version(connection, viewer, faq)
        await self._record(connection, viewer, faq, FaqEvent.PROPOSED)
        return faq

    async def save(self, connection: AsyncConnection, viewer: Viewer, faq_id: str, written: Written) -> Faq:
        """A new version, which is a draft; the version in use stays in use until this one is approved.

        Raises what ``begin`` raises, ``NotLookedAt`` and what is wrong with the draft.
        """
        faq = await self.begin(connection, viewer, faq_id, FaqDeed.SAVE, seen=written.seen)
        return await self._save(connection, viewer, faq, written)

    async def submit(self, connection: AsyncConnection, viewer: Viewer, faq_id: str, written: Written) -> Faq:
        """Ask for approval of what was sent; it becomes a version where it differs.

        Raises what ``save`` raises, and ``FaqUnclean``.
        """
        faq = await self.begin(connection, viewer, faq_id, FaqDeed.SAVE, seen=written.seen)
        content = await self._content(connection, viewer, written.draft, written.basis, case_id=faq.case_id)
        if content != faq.content or faq.state is not FaqState.DRAFT or faq.reasons:
            faq = await self._save(connection, viewer, faq, written)
        await self._check_clean(connection, faq)
        return await self._end(connection, viewer, replace(faq, remark=""), FaqDeed.SUBMIT)

    async def give_back(
        self, connection: AsyncConnection, viewer: Viewer, faq_id: str, typed: str, *, seen: int
    ) -> Faq:
        """Return an entry that waits for approval. Raises what ``begin`` raises, ``RemarkUnfit`` and ``FaqNotYours``."""
        faq = await self.begin(connection, viewer, faq_id, FaqDeed.RETURN, seen=seen)
        if viewer.person.id not in faq.writers and not viewer.may(Permission.SUPERVISE_INQUIRIES):
            raise FaqNotYours
        faq = replace(faq, remark=remark_of(typed))
        return await self._end(connection, viewer, faq, FaqDeed.RETURN)

    async def approve(self, connection: AsyncConnection, viewer: Viewer, faq_id: str, *, seen: int) -> Faq:
        """Have the latest version used from now on.

        Raises what ``begin`` raises, ``OwnFaq``, ``FaqNotApprover``, ``FaqUnclean`` and ``BasisChanged``.
        """
        faq = await self.begin(connection, viewer, faq_id, FaqDeed.APPROVE, seen=seen)
        await self._check_approver(connection, viewer, faq)
        await self._check_clean(connection, faq)
        now = self.clock()
        wordings = await wordings_for(connection, [faq], day=day_in_japan(now))
        changed = changed_basis(faq.content, wordings)
        if changed is not None:
            raise BasisChanged(citation=changed.citation)
        approved = replace(
            faq, shown=faq.number, writers=(), remark="", approved_by=viewer.person.id, approved_at=now
        )
        after = await self._end(connection, viewer, approved, FaqDeed.APPROVE)
        await faqs.forget_old_words(connection, after)
        return after

    async def retire(
        self, connection: AsyncConnection, viewer: Viewer, faq_id: str, typed: str, *, seen: int
    ) -> Faq:
        """Give an entry no more. Raises what ``begin`` raises, and ``RemarkUnfit``."""
        faq = await self.begin(connection, viewer, faq_id, FaqDeed.RETIRE, seen=seen)
        ended = replace(faq, shown=None, remark=remark_of(typed))
        after = await self._end(connection, viewer, ended, FaqDeed.RETIRE)
        await faqs.forget_old_words(connection, after)
        return after

    async def begin(
        self, connection: AsyncConnection, viewer: Viewer, faq_id: str, deed: FaqDeed, *, seen: int
    ) -> Faq:
        """The entry before a deed. Raises ``FaqUnknown``, ``FaqOvertaken`` and ``FaqDeedUnfit``."""
        faq = await own_faq(connection, viewer, faq_id)
        if faq.version != seen:
            raise FaqOvertaken
        if faq.state not in STEPS[deed].before:
            raise FaqDeedUnfit(state=faq.state.label)
        return faq

    async def _save(self, connection: AsyncConnection, viewer: Viewer, faq: Faq, written: Written) -> Faq:
        if any(each.kind is not ReasonKind.DUE for each in faq.reasons) and not written.looked_at:
            raise NotLookedAt
        changed = replace(
            faq,
            number=faq.number + 1,
            content=await self._content(
                connection, viewer, written.draft, written.basis, case_id=faq.case_id
            ),
            writers=tuple(dict.fromkeys((*faq.writers, viewer.person.id))),
            reasons=(),
        )
        after = await self._end(connection, viewer, changed, FaqDeed.SAVE)
        await self._keep_version(connection, viewer, after)
        return after

    async def _content(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        draft: FaqDraft,
        basis: tuple[FaqBasis, ...],
        *,
        case_id: str | None,
    ) -> FaqContent:
        """What is kept of a draft; nothing that tells of the citizen of its case. Raises what is wrong with it."""
        own = viewer.organisation.id
        question, answer = draft.clean_question, draft.clean_answer
        if draft.topic_id and await find_topic(connection, draft.topic_id, organisation_id=own) is None:
            raise TopicUnfit
        offices = {each.id for each in await list_organisations(connection, parent_id=own)}
        if draft.office_id and draft.office_id not in offices:
            raise FaqOfficeUnfit
        content = FaqContent(
            question=question,
            answer=answer,
            basis=basis,
            topic_id=draft.topic_id or None,
            office_id=draft.office_id or None,
            review_on=draft.review_day(day_in_japan(self.clock())),
            is_public=draft.is_public,
        )
        await check_untold(connection, content, case_id=case_id)
        return content

    async def _check_clean(self, connection: AsyncConnection, faq: Faq) -> None:
        await check_untold(connection, faq.content, case_id=faq.case_id)
        office = await read_office(connection, faq.organisation_id, faq.content.office_id)
        found = blocking_in(faq.content, contact=office.contact)
        if found:
            raise FaqUnclean(count=len(found))

    async def _check_approver(self, connection: AsyncConnection, viewer: Viewer, faq: Faq) -> None:
        office = await read_office(connection, faq.organisation_id, faq.content.office_id)
        if may_approve(viewer, faq, four_eyes=office.four_eyes):
            return
        raise OwnFaq if viewer.person.id in faq.writers else FaqNotApprover

    async def _keep_version(self, connection: AsyncConnection, viewer: Viewer, faq: Faq) -> None:
        version = FaqVersion(faq.number, faq.content, viewer.person.id, self.clock())
        await faqs.add_version(connection, faq, version, version_id=new_id(self.clock))

    async def _end(self, connection: AsyncConnection, viewer: Viewer, faq: Faq, deed: FaqDeed) -> Faq:
        after = replace(faq, state=STEPS[deed].after, version=faq.version + 1, changed_at=self.clock())
        if not await faqs.change_faq(connection, after, seen=faq.version):
            raise FaqOvertaken
        await self._record(connection, viewer, after, STEPS[deed].event)
        return after

    async def _record(self, connection: AsyncConnection, viewer: Viewer, faq: Faq, event: FaqEvent) -> None:
        await self.ledger.record(
            connection,
            event,
            actor=viewer.person.id,
            organisation_id=faq.organisation_id,
            object_id=faq.id,
            details=told_of(faq),
        )


def new_faq(clock: Clock, own: str, content: FaqContent, *, case_id: str | None, writer: str) -> Faq:
    """An entry that there was not before."""
    return Faq(
        id=new_id(clock),
        organisation_id=own,
        state=FaqState.DRAFT,
        version=1,
        number=1,
        shown=None,
        content=content,
        case_id=case_id,
        writers=(writer,),
        reasons=(),
        remark="",
        changed_at=clock(),
    )


def told_of(faq: Faq) -> dict[str, object]:
    """What the ledger is told of an entry."""
    content = faq.content
    return {
        "version": faq.version,
        "state": faq.state,
        "number": faq.number,
        "citations": len(content.basis),
        "characters": len(content.answer),
        "public": content.is_public,
    }
