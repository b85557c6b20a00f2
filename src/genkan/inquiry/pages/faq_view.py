"""Everything that the page of one entry of the frequently asked questions shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from genkan.catalogue import InformationClass
from genkan.gateway import day_in_japan
from genkan.governance import (
    Event,
    EventFilter,
    Permission,
    Role,
    Viewer,
    list_active_with_role,
    list_events,
    names_of,
)
from genkan.inquiry.checking import Finding, Subject
from genkan.inquiry.faq.events import FaqEvent
from genkan.inquiry.faq.faq import Faq, FaqBasis, FaqState, FaqVersion, Reason
from genkan.inquiry.faq.judging import blocking_in, said
from genkan.inquiry.faq.keeping import may_approve, own_faq
from genkan.inquiry.faq.standing import reasons_for, wordings_for
from genkan.inquiry.faq.store.faqs import versions_of
from genkan.inquiry.faq.transitions import STEPS, FaqDeed
from genkan.inquiry.office import Office
from genkan.inquiry.pages.faq_form import FaqRefusal, draft_from, form_context
from genkan.inquiry.pages.reply_told import findings_told
from genkan.inquiry.pages.wording import ACTORS
from genkan.inquiry.room import Inquiries
from genkan.inquiry.store.cases import numbers_of
from genkan.inquiry.store.offices import read_office
from genkan.knowledge import Collection
from genkan.storage import Database
from genkan.ui import Pages
from genkan.ui import mark as _

MOST_EVENTS = 100
HISTORY = {
    FaqEvent.PROPOSED: _("作成"),
    FaqEvent.EDITED: _("内容の変更"),
    FaqEvent.SUBMITTED: _("承認の依頼"),
    FaqEvent.RETURNED: _("差戻し"),
    FaqEvent.APPROVED: _("承認"),
    FaqEvent.FLAGGED: _("見直しが必要になったことの検出"),
    FaqEvent.RETIRED: _("掲載の終了"),
}
_NO_BASIS = _("根拠となる条がありません。条文が変わっても、見直しをお知らせできません。")
_NOT_PUBLIC = _("根拠に、公表してよいか確認が必要な規程があります。")


@dataclass(frozen=True)
class ReasonView:
    """A reason with where the articles can be compared, else read; empty where neither is possible."""

    reason: Reason
    href: str
    compares: bool


@dataclass(frozen=True)
class _Kept:
    """What the records hold about an entry; ``waiting`` are the reasons that nobody has been told of yet, too."""

    faq: Faq
    office: Office
    versions: tuple[FaqVersion, ...]
    events: tuple[Event, ...]
    reasons: tuple[Reason, ...]
    readable: tuple[Collection, ...]
    supervisors: dict[str, str]
    case_number: str


async def show_faq(
    request: Request,
    database: Database,
    viewer: Viewer,
    pages: Pages,
    inquiries: Inquiries,
    faq_id: str,
    *,
    now: datetime,
    done: str = "",
    refusal: FaqRefusal | None = None,
) -> Response:
    """The page. Raises ``FaqUnknown``."""
    async with database.read() as connection:
        kept = await _read(connection, viewer, inquiries, faq_id, day=day_in_japan(now))
        typed = refusal.form.draft if refusal and (refusal.form.question or refusal.form.answer) else None
        context = await form_context(
            request, connection, viewer, pages, typed or draft_from(kept.faq.content), refusal
        )
        names = await names_of(connection, sorted(_people(kept)))
    found = tuple(_findings(kept))
    return pages.render(
        request,
        "inquiry/faq.html",
        status=refusal.problem.status if refusal else 200,
        faq=kept.faq,
        kept=kept,
        names=names,
        reasons=[_viewed(each, kept) for each in kept.reasons],
        findings=findings_told(found, said(kept.faq.content), pages, request),
        deeds={deed for deed in FaqDeed if kept.faq.state in STEPS[deed].before},
        approves=_approves(viewer, kept),
        gives_back=viewer.person.id in kept.faq.writers or viewer.may(Permission.SUPERVISE_INQUIRIES),
        history=HISTORY,
        actors=ACTORS,
        done=done,
        **context,
    )


async def _read(
    connection: AsyncConnection, viewer: Viewer, inquiries: Inquiries, faq_id: str, *, day: date
) -> _Kept:
    faq = await own_faq(connection, viewer, faq_id)
    own = faq.organisation_id
    chosen = EventFilter(organisation_id=own, kind="inquiry:faq:", object_id=faq.id)
    wordings = await wordings_for(connection, [faq], day=day)
    supervisors = await list_active_with_role(connection, Role.INQUIRY_SUPERVISOR, organisation_id=own)
    numbers = await numbers_of(connection, [faq.case_id]) if faq.case_id else {}
    return _Kept(
        faq=faq,
        office=await read_office(connection, own, faq.content.office_id),
        versions=await versions_of(connection, faq.id),
        events=(await list_events(connection, chosen, limit=MOST_EVENTS)).events,
        reasons=faq.reasons or reasons_for(faq.content, wordings, day=day),
        readable=await inquiries.faqs.basing.readable(connection, viewer),
        supervisors={each.id: each.name for each in supervisors},
        case_number=numbers[faq.case_id][0] if faq.case_id in numbers else "",
    )


def _people(kept: _Kept) -> set[str]:
    written = {version.written_by for version in kept.versions}
    return written | {event.actor for event in kept.events} | {kept.faq.approved_by or ""}


def _approves(viewer: Viewer, kept: _Kept) -> bool:
    is_waiting = kept.faq.state is FaqState.AWAITING
    return is_waiting and may_approve(viewer, kept.faq, four_eyes=kept.office.four_eyes)


def _findings(kept: _Kept) -> Iterable[Finding]:
    """What keeps the entry from being shown, then what a person should think of."""
    content = kept.faq.content
    yield from blocking_in(content, contact=kept.office.contact)
    if not content.basis:
        yield Finding(Subject.CITATION, 0, 0, _NO_BASIS)
    inner = {each.id for each in kept.readable if each.information_class > InformationClass.ONE}
    if content.is_public and any(basis.collection_id in inner for basis in content.basis):
        yield Finding(Subject.CITATION, 0, 0, _NOT_PUBLIC)


def _viewed(reason: Reason, kept: _Kept) -> ReasonView:
    """Old and new side by side, where the viewer may read the regulation and there are two versions."""
    readable = {each.id for each in kept.readable}
    shown = {each.document_id for each in _basis(kept.versions) if each.collection_id in readable}
    if not reason.document_id or reason.document_id not in shown:
        return ReasonView(reason, "", compares=False)
    if reason.old_version and reason.new_version:
        query = urlencode({"old": reason.old_version, "new": reason.new_version})
        return ReasonView(reason, f"/regulations/{reason.document_id}/comparison?{query}", compares=True)
    return ReasonView(reason, f"/regulations/{reason.document_id}/{reason.anchor}", compares=False)


def _basis(versions: Sequence[FaqVersion]) -> Iterable[FaqBasis]:
    for version in versions:
        yield from version.content.basis
