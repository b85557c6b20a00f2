"""The reply to a case: its text, what it rests on, who prepared and who approved it, and what became of the draft."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

LONGEST_REPLY = 20_000
LONGEST_QUOTATION = 600
_NO_BRANCH = "(?!の[0-9０-９一二三四五六七八九十])"


class ReplyState(StrEnum):
    """Where a reply stands; an approved one leaves at its ``sent_at``."""

    DRAFTED = "drafted"
    AWAITING = "awaiting"
    APPROVED = "approved"


class Way(StrEnum):
    """How a reply reaches the citizen."""

    EMAIL = "email"
    PORTAL = "portal"
    LETTER = "letter"

    @property
    def label(self) -> str:
        """The way as a Japanese message id."""
        return _WAYS[self]


class Origin(StrEnum):
    """What the first draft was made with."""

    HAND = "hand"
    BLOCKS = "blocks"
    MODEL = "model"

    @property
    def label(self) -> str:
        """The origin as a Japanese message id."""
        return _ORIGINS[self]


_WAYS = {
    Way.EMAIL: "電子メール",
    Way.PORTAL: "照会状況の確認画面",
    Way.LETTER: "書面",
}
_ORIGINS = {
    Origin.HAND: "職員の入力",
    Origin.BLOCKS: "定型文と条文の引用",
    Origin.MODEL: "生成AI",
}


@dataclass(frozen=True)
class Basis:
    """An article on which the answer to a concern rests; ``concern`` counts from 1.

    ``citation`` is title and label as official documents write them, ``quotation`` the words that answer.
    """

    concern: int
    citation: str
    collection_id: str
    document_id: str
    anchor: str
    quotation: str

    def is_cited_in(self, text: str) -> bool:
        """Whether the text names the article; 「第一条の二」 does not name 「第一条」."""
        return re.search(re.escape(self.citation) + _NO_BRANCH, text) is not None

    def is_quoted_in(self, text: str) -> bool:
        """Whether the words stand in the text; a full stop at their end does not count."""
        words = self.quotation.rstrip("。")
        return bool(words) and words in text


@dataclass(frozen=True)
class Measures:
    """How far the text that was sent is from the draft it was made of.

    ``edit_distance`` is the share of characters changed, from 0 to 1, None where a person wrote from the beginning: it is
    measured in the language in which the draft was made. ``blocks_used`` counts the building blocks that
    stand in the text as they are kept, ``citations_changed`` the citations added or removed.
    """

    edit_distance: float | None
    blocks_used: int
    citations_changed: int


@dataclass(frozen=True)
class Copy:
    """That a reply goes also to the citizen of a case that was joined; ``mail_id`` as for the reply itself."""

    case_id: str
    way: Way
    mail_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One reply to a case; a case that is answered anew has one for each ``round``.

    ``draft_text`` is the text as it was first proposed. ``writers`` are all who wrote on it, ``prepared_by`` the last.
    ``mail_id`` is of the outbox: the reply by e-mail, or the word that it stands on the citizen's page.

    ``four_eyes`` says that an office through whose hands it went wants another person to approve it. A letter on paper
    has no ``sent_at`` before somebody says on which day it was posted.
    """

    id: str
    case_id: str
    round: int
    state: ReplyState
    origin: Origin
    text: str
    draft_text: str
    basis: tuple[Basis, ...]
    blocks: tuple[str, ...]
    way: Way
    prepared_by: str
    prepared_at: datetime
    writers: tuple[str, ...]
    approved_by: str | None = None
    approved_at: datetime | None = None
    sent_at: datetime | None = None
    mail_id: str = ""
    measures: Measures | None = None
    four_eyes: bool = True
    copies: tuple[Copy, ...] = ()
    posted_on: date | None = None

    @property
    def goes_by_post(self) -> bool:
        """Whether somebody has to post it, to this citizen or to another."""
        return Way.LETTER in (self.way, *(copy.way for copy in self.copies))

    def can_be_taken_back(self, *, now: datetime) -> bool:
        """Whether an approved reply has not left: a minute for what is sent, until it is posted for paper."""
        return self.posted_on is None and (self.sent_at is None or now < self.sent_at)

    def copy_for(self, case_id: str) -> Copy | None:
        """The copy for a case that was joined."""
        return next((copy for copy in self.copies if copy.case_id == case_id), None)


@dataclass(frozen=True)
class SentReply:
    """A reply as the citizen reads it."""

    text: str
    sent_at: datetime
    way: Way
    basis: tuple[Basis, ...]
