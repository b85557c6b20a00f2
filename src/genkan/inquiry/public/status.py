"""Where an inquiry stands, as the citizen who sent it sees it: every letter of it with its state and its reply."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.case import Case, CaseState
from genkan.inquiry.public.store import submissions
from genkan.inquiry.public.store.satisfactions import Satisfaction, satisfaction_of
from genkan.inquiry.public.store.submissions import Submission
from genkan.inquiry.reply import SentReply
from genkan.inquiry.store import cases
from genkan.inquiry.store.offices import read_office
from genkan.inquiry.store.replies import sent_reply


class Progress(StrEnum):
    """How far a letter is, in words for who wrote it."""

    RECEIVED = "received"
    WRITTEN = "written"
    CHECKED = "checked"
    LEAVING = "leaving"
    REPLIED = "replied"
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
    Progress.OVER: "対応を終えました。",
    Progress.REFERRED: "担当する別の機関に引き継ぎました。",
    Progress.ERASED: "内容は、消去しました。",
}
_PROGRESS = {
    CaseState.RECEIVED: Progress.RECEIVED,
    CaseState.ASSIGNED: Progress.WRITTEN,
    CaseState.DRAFTED: Progress.WRITTEN,
    CaseState.AWAITING: Progress.CHECKED,
    CaseState.ANSWERED: Progress.LEAVING,
    CaseState.COMPLETED: Progress.OVER,
    CaseState.REFERRED: Progress.REFERRED,
    CaseState.DECLINED: Progress.OVER,
    CaseState.ERASED: Progress.ERASED,
}


@dataclass(frozen=True)
class LetterStatus:
    """One letter; ``reply`` is there once it has left, ``contact`` of the office that answers may be empty."""

    case: Case
    text: str
    reply: SentReply | None
    satisfaction: Satisfaction | None
    contact: str
    is_read: bool

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return Progress.REPLIED if self.reply else _PROGRESS[self.case.state]


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
    """The inquiry to which a case belongs; None where there is nothing that a citizen may see."""
    first = await _first_of(connection, case_id)
    if first is None:
        return None
    case_ids = (first.case_id, *await submissions.sent_on_from(connection, first.case_id))
    found = [await cases.find_case(connection, each, organisation_id=organisation_id) for each in case_ids]
    return InquiryStatus(first, tuple([await _letter(connection, case, now) for case in found if case]))


async def has_status_page(connection: AsyncConnection, case_id: str) -> bool:
    """Whether the citizen can read a reply on the page of the inquiry."""
    return await _first_of(connection, case_id) is not None


async def _first_of(connection: AsyncConnection, case_id: str) -> Submission | None:
    """The submission whose code opens the page of the inquiry; None where there is no page."""
    opened = await submissions.submission_of(connection, case_id)
    first = opened
    if opened is not None and opened.follows_id is not None:
        first = await submissions.submission_of(connection, opened.follows_id)
    return first if first is not None and first.code_hash else None


async def _letter(connection: AsyncConnection, case: Case, now: datetime) -> LetterStatus:
    office = await read_office(connection, case.organisation_id, case.office_id)
    submission = await submissions.submission_of(connection, case.id)
    return LetterStatus(
        case,
        (await cases.letter_of(connection, case.id)).text,
        await sent_reply(connection, case.id, now=now),
        await satisfaction_of(connection, case.id),
        office.contact,
        is_read=submission is not None and submission.read_at is not None,
    )
