"""Where an inquiry stands, as the citizen who sent it sees it: every letter of it with its state and its reply."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.addressee import Addressee, readdressed
from genkan.inquiry.case import Case, CaseState
from genkan.inquiry.joining.store.relations import answered_in
from genkan.inquiry.public.store import submissions
from genkan.inquiry.public.store.satisfactions import Satisfaction, satisfaction_of
from genkan.inquiry.public.store.submissions import Submission
from genkan.inquiry.reply import SentReply
from genkan.inquiry.store import cases
from genkan.inquiry.store.offices import read_office
from genkan.inquiry.store.replies import latest_reply, sent_copy, sent_reply


class Progress(StrEnum):
    """How far a letter is, in words for who wrote it."""

    RECEIVED = "received"
    WRITTEN = "written"
    CHECKED = "checked"
    LEAVING = "leaving"
    REPLIED = "replied"
    JOINED = "joined"
    JOINED_HERE = "joined_here"
    JOINED_OVER = "joined_over"
    JOINED_ERASED = "joined_erased"
    OVER = "over"
    REFERRED = "referred"
    ERASED = "erased"

    @property
    def label(self) -> str:
        """The sentence as a Japanese message id."""
        return _SENTENCES[self]


_SENTENCES = {
    Progress.RECEIVED: "受け付けました。担当する部署を決めています。",
    Progress.WRITTEN: "担当する部署で、回答を作成しています。",
    Progress.CHECKED: "回答の内容を確認しています。",
    Progress.LEAVING: "回答の手続をしています。電話、郵便などで回答する場合は、この画面に回答を表示しません。",
    Progress.REPLIED: "回答しました。回答は、次のとおりです。",
    Progress.JOINED: "同じ内容のほかの照会と併せて対応しています。",
    Progress.JOINED_HERE: "この画面にある別の照会と併せて対応しています。回答は、その照会の欄に表示します。",
    Progress.JOINED_OVER: "同じ内容のほかの照会と併せて対応を終えました。この画面に表示する回答はありません。",
    Progress.JOINED_ERASED: "同じ内容のほかの照会と併せて対応しましたが、その内容と回答は、消去しました。",
    Progress.OVER: "対応を終えました。",
    Progress.REFERRED: "担当する別の機関に引き継ぎました。",
    Progress.ERASED: "この照会の内容と回答は、消去しました。",
}
_PROGRESS = {
    CaseState.RECEIVED: Progress.RECEIVED,
    CaseState.ASSIGNED: Progress.WRITTEN,
    CaseState.DRAFTED: Progress.WRITTEN,
    CaseState.AWAITING: Progress.CHECKED,
    CaseState.POSTING: Progress.LEAVING,
    CaseState.ANSWERED: Progress.LEAVING,
    CaseState.COMPLETED: Progress.OVER,
    CaseState.REFERRED: Progress.REFERRED,
    CaseState.DECLINED: Progress.OVER,
    CaseState.ERASED: Progress.ERASED,
}


@dataclass(frozen=True)
class LetterStatus:
    """One letter; ``reply`` is there once it has left, ``contact`` of the office that answers may be empty.

    ``within`` says how far the inquiry is in which it is answered, None where it is answered by itself.
    """

    case: Case
    text: str
    reply: SentReply | None
    satisfaction: Satisfaction | None
    contact: str
    is_read: bool
    within: Progress | None = None

    @property
    def progress(self) -> Progress:
        """How far it is."""
        if self.case.state is CaseState.ERASED:
            return Progress.ERASED
        return Progress.REPLIED if self.reply else self.within or _PROGRESS[self.case.state]


@dataclass(frozen=True)
class InquiryStatus:
    """An inquiry from its first letter to its last; ``first`` is what belongs to the first."""

    first: Submission
    letters: tuple[LetterStatus, ...]

    @property
    def has_news(self) -> bool:
        """Whether a reply has not been read yet."""
        return any(letter.reply is not None and not letter.is_read for letter in self.letters)

    def letter(self, case_id: str) -> LetterStatus | None:
        """The letter of a case, if it is one of these."""
        return next((letter for letter in self.letters if letter.case.id == case_id), None)


async def status_of(
    connection: AsyncConnection, case_id: str, *, organisation_id: str, now: datetime
) -> InquiryStatus | None:
    """The inquiry to which a case belongs; None where there is nothing that a citizen may see.

    A first letter that was erased stands there with that word beside those that were sent on from it.
    """
    opener = await page_opener(connection, case_id)
    if opener is None:
        return None
    case_ids = await _on_page(connection, opener)
    found = [await cases.find_case(connection, each, organisation_id=organisation_id) for each in case_ids]
    letters = [await _letter(connection, case, now, case_ids) for case in found if case]
    return InquiryStatus(opener, tuple(letters))


async def has_status_page(connection: AsyncConnection, case_id: str) -> bool:
    """Whether the citizen can read a reply on the page of the inquiry."""
    return await page_opener(connection, case_id) is not None


async def is_on_page_of(connection: AsyncConnection, case_id: str, other_id: str) -> bool:
    """Whether both cases stand on one page of a citizen."""
    opener = await page_opener(connection, case_id)
    return opener is not None and other_id in await _on_page(connection, opener)


async def page_opener(connection: AsyncConnection, case_id: str) -> Submission | None:
    """The submission whose code opens the page: the first one, or where it was erased, the one of the case."""
    opened = await submissions.submission_of(connection, case_id)
    first = opened
    if opened is not None and opened.follows_id is not None:
        first = await submissions.submission_of(connection, opened.follows_id)
    return next((each for each in (first, opened) if each is not None and each.code_hash), None)


async def _on_page(connection: AsyncConnection, opener: Submission) -> tuple[str, ...]:
    """The cases on a page, the oldest first."""
    first_id = opener.follows_id or opener.case_id
    later = (
        *await submissions.sent_on_from(connection, first_id),
        *await submissions.sent_on_from(connection, opener.case_id),
    )
    return tuple(dict.fromkeys((first_id, opener.case_id, *sorted(later))))


async def _letter(
    connection: AsyncConnection, case: Case, now: datetime, on_page: tuple[str, ...]
) -> LetterStatus:
    office = await read_office(connection, case.organisation_id, case.office_id)
    submission = await submissions.submission_of(connection, case.id)
    letter = await cases.letter_of(connection, case.id)
    reply, within = await sent_reply(connection, case.id, now=now), None
    if reply is None and case.state is CaseState.DECLINED:
        own = Addressee(letter.citizen.name, case.number)
        reply, within = await _of_joined(connection, case, own, now=now, on_page=on_page)
    return LetterStatus(
        case,
        letter.text,
        reply,
        await satisfaction_of(connection, case.id),
        office.contact,
        is_read=submission is not None and submission.read_at is not None,
        within=within,
    )


async def _of_joined(
    connection: AsyncConnection, case: Case, own: Addressee, *, now: datetime, on_page: tuple[str, ...]
) -> tuple[SentReply | None, Progress | None]:
    """The reply that a citizen of a joined case gets too, and else how far the case is in which it is answered."""
    other_id = await answered_in(connection, case.id)
    other = await cases.find_case(connection, other_id or "", organisation_id=case.organisation_id)
    if other is None:
        return None, None
    if other.id in on_page:
        return None, Progress.JOINED_HERE
    copy = await sent_copy(connection, other.id, joined_id=case.id, now=now)
    if copy is None:
        return None, await _within(connection, other, now=now)
    written_to = Addressee((await cases.letter_of(connection, other.id)).citizen.name, other.number)
    return replace(copy, text=readdressed(copy.text, of=written_to, to=own)), None


async def _within(connection: AsyncConnection, other: Case, *, now: datetime) -> Progress:
    """How far the inquiry is in which a joined one is answered, for a citizen to whom its reply has not gone."""
    if other.state is CaseState.ERASED:
        return Progress.JOINED_ERASED
    reply = await latest_reply(connection, other.id)
    is_leaving = reply is not None and reply.sent_at is not None and now < reply.sent_at
    return Progress.JOINED if other.state.is_open or is_leaving else Progress.JOINED_OVER
