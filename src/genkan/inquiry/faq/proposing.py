"""What an entry may say, taken from an answered case: the concern, the answer that was given, and what it rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import day_in_japan
from genkan.governance import Viewer
from genkan.inquiry.case import Case, NoteKind
from genkan.inquiry.changing import see
from genkan.inquiry.checking.own_words import find_blanks
from genkan.inquiry.faq.basing import Article, Basing
from genkan.inquiry.faq.draft import FaqDraft, year_after
from genkan.inquiry.faq.extracting import part_for
from genkan.inquiry.faq.faq import LONGEST_ANSWER, LONGEST_QUESTION, FaqBasis
from genkan.inquiry.faq.masking import without_persons
from genkan.inquiry.reply import SentReply
from genkan.inquiry.store.cases import letter_of
from genkan.inquiry.store.notes import notes_of
from genkan.inquiry.store.offices import read_office
from genkan.inquiry.store.replies import sent_reply
from genkan.knowledge import Collection, Wording, wordings_on


@dataclass(frozen=True)
class Proposed:
    """The draft of one of the ``concerns`` of a case, whose words are masked like those of the draft.

    ``masked`` counts the places where personal data stood; ``changed`` are articles of the reply that do not say today
    what they said then.
    """

    case: Case
    concerns: tuple[str, ...]
    concern: int
    draft: FaqDraft
    masked: int
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FaqProposing:
    """Makes drafts; nothing is kept."""

    basing: Basing

    async def propose(
        self, connection: AsyncConnection, viewer: Viewer, case_id: str, *, concern: int, now: datetime
    ) -> Proposed:
        """The draft of a concern, which counts from 1; of the first where there is no such. Raises ``CaseUnknown``."""
        case = await see(connection, viewer, case_id)
        letter = await letter_of(connection, case.id)
        asked = [each.text for each in letter.reading.proposal.concerns] or [letter.text]
        concern = concern if 1 <= concern <= len(asked) else 1
        reply = await sent_reply(connection, case.id, now=now)
        said = await self._said(connection, viewer, case, reply, concern)
        *concerns, answer = without_persons([*asked, said], citizen=letter.citizen, number=case.number)
        question = " ".join(concerns[concern - 1].split())
        readable = await self.basing.readable(connection, viewer)
        basis = await self._basis(connection, reply, concern, (question, answer), readable)
        draft = FaqDraft(
            question=question[:LONGEST_QUESTION],
            answer=answer[:LONGEST_ANSWER],
            citations="\n".join(each.citation for each in basis),
            topic_id=case.topic_id or "",
            office_id=case.office_id or "",
            review_on=year_after(day_in_japan(now)).isoformat(),
        )
        masked = len(tuple(find_blanks(f"{question}\n{answer}")))
        changed = await self._changed(connection, reply, concern, now)
        return Proposed(case, tuple(concerns), concern, draft, masked, changed)

    async def _said(
        self, connection: AsyncConnection, viewer: Viewer, case: Case, reply: SentReply | None, concern: int
    ) -> str:
        """What the citizen was told: the part of the reply, else the note of what was answered."""
        if reply is not None:
            office = await read_office(connection, case.organisation_id, case.office_id)
            ends = (office.closing.partition("{")[0], f"{viewer.organisation.name}　", office.contact)
            return part_for(reply.text, concern, ends=[each.strip("\n").split("\n")[0] for each in ends])
        notes = await notes_of(connection, case.id)
        return next((note.text for note in reversed(notes) if note.kind is NoteKind.ANSWERED), "")

    async def _basis(
        self,
        connection: AsyncConnection,
        reply: SentReply | None,
        concern: int,
        said: tuple[str, str],
        readable: Sequence[Collection],
    ) -> tuple[FaqBasis, ...]:
        question, answer = said
        cited = await self.basing.cited(connection, answer, collections=readable)
        articles = dict.fromkeys((*_articles(reply, concern), *cited))
        return await self.basing.as_basis(connection, articles, question, collections=readable)

    async def _changed(
        self, connection: AsyncConnection, reply: SentReply | None, concern: int, now: datetime
    ) -> tuple[str, ...]:
        if reply is None:
            return ()
        articles = tuple(_articles(reply, concern))
        then = await wordings_on(connection, articles, day=day_in_japan(reply.sent_at))
        today = await wordings_on(connection, articles, day=day_in_japan(now))
        names = {(each.document_id, each.anchor): each.citation for each in reply.basis}
        return tuple(names[each] for each in articles if _differ(then.get(each), today.get(each)))


def _articles(reply: SentReply | None, concern: int) -> Iterator[Article]:
    for basis in reply.basis if reply else ():
        if basis.concern == concern:
            yield basis.document_id, basis.anchor


def _differ(then: Wording | None, today: Wording | None) -> bool:
    return today is None or not today.is_there or (then is not None and then.text != today.text)
