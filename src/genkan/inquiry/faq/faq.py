"""An entry of the frequently asked questions, and where it stands."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

LONGEST_QUESTION = 300
LONGEST_ANSWER = 4_000
LONGEST_REMARK = 1_000
MOST_BASES = 20
MOST_ENTRIES = 10_000


class FaqState(StrEnum):
    """Where an entry stands; what was approved may be in use while its next version is written."""

    DRAFT = "draft"
    AWAITING = "awaiting"
    PUBLISHED = "published"
    REVIEW = "review"
    RETIRED = "retired"

    @property
    def label(self) -> str:
        """The state as a Japanese message id."""
        return _STATES[self]


class ReasonKind(StrEnum):
    """Why an entry has to be looked at anew."""

    CHANGED = "changed"
    REPEALED = "repealed"
    ABSENT = "absent"
    DUE = "due"

    @property
    def label(self) -> str:
        """What to tell a person: a Japanese message id."""
        return _REASONS[self]


_STATES = {
    FaqState.DRAFT: "下書き",
    FaqState.AWAITING: "承認待ち",
    FaqState.PUBLISHED: "掲載中",
    FaqState.REVIEW: "要見直し",
    FaqState.RETIRED: "掲載終了",
}
_REASONS = {
    ReasonKind.CHANGED: "根拠の条文が変わりました。",
    ReasonKind.REPEALED: "根拠の条は、廃止又は削除されているか、まだ施行されていません。",
    ReasonKind.ABSENT: "根拠の規程は、規程集にありません。",
    ReasonKind.DUE: "見直しの期限を過ぎました。",
}


@dataclass(frozen=True)
class FaqBasis:
    """An article on which an answer rests, as it was when a person looked at it.

    ``citation`` is title and label as official documents write them, ``quotation`` the words that answer; the version
    with its first day and ``digest`` (SHA-256 of the article's text) say which words they were.
    """

    citation: str
    collection_id: str
    document_id: str
    anchor: str
    quotation: str
    version_id: str
    valid_from: date | None
    digest: str

    @property
    def article(self) -> tuple[str, str]:
        """Document and anchor."""
        return self.document_id, self.anchor


@dataclass(frozen=True)
class Reason:
    """Why an entry has to be looked at anew; a date that has passed has no basis.

    ``new_version`` is the version in force, empty where none is or where the text of the same one was corrected.
    """

    kind: ReasonKind
    citation: str = ""
    document_id: str = ""
    anchor: str = ""
    old_version: str = ""
    new_version: str = ""


@dataclass(frozen=True)
class FaqContent:
    """What one version of an entry says; ``is_public`` where citizens may read it, too.

    ``review_on`` is the day on which somebody looks at it anew, whatever happens.
    """

    question: str
    answer: str
    basis: tuple[FaqBasis, ...]
    topic_id: str | None
    office_id: str | None
    review_on: date
    is_public: bool


@dataclass(frozen=True, kw_only=True)
class Faq:
    """An entry: ``content`` is its latest version, ``number``; ``shown`` is the number of the one in use, None for none.

    ``version`` counts the deeds. ``writers`` are all who wrote since the last approval; ``case_id`` is the case of which
    it was made, as long as that is kept. ``remark`` is why it was given back or ended.
    """

    id: str
    organisation_id: str
    state: FaqState
    version: int
    number: int
    shown: int | None
    content: FaqContent
    case_id: str | None
    writers: tuple[str, ...]
    reasons: tuple[Reason, ...]
    remark: str
    changed_at: datetime
    approved_by: str | None = None
    approved_at: datetime | None = None

    @property
    def is_in_use(self) -> bool:
        """Whether a version of it may be given as an answer."""
        return self.shown is not None


@dataclass(frozen=True)
class FaqVersion:
    """A version of an entry as it is kept: who wrote it, and when."""

    number: int
    content: FaqContent
    written_by: str
    written_at: datetime
