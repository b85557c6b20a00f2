"""What a person thought of an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from genkan.kit import normalise_newlines
from genkan.workspace.errors import CommentTooLong, FeedbackMissing

COMMENT_LIMIT = 1000


class Reason(StrEnum):
    """Why an answer did not help."""

    INCORRECT = "incorrect"
    WRONG_SOURCE = "wrong_source"
    UNCLEAR = "unclear"
    STYLE = "style"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """Whether an answer helped, and why not."""

    helpful: bool
    reasons: tuple[Reason, ...]
    comment: str


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """The opinion of one person about one answer; a later one takes its place."""

    answer_id: str
    person_id: str
    opinion: Opinion
    at: datetime


def checked_opinion(*, helpful: str, reasons: Sequence[str], comment: str) -> Opinion:
    """The opinion that a form tells (「yes」 or 「no」).

    Raises :class:`FeedbackMissing` for anything else, and :class:`CommentTooLong` (characters).
    """
    if helpful not in {"yes", "no"} or not set(reasons) <= set(Reason):
        raise FeedbackMissing
    text = normalise_newlines(comment).replace("\x00", "").strip()
    if len(text) > COMMENT_LIMIT:
        raise CommentTooLong(length=f"{len(text):,}", limit=f"{COMMENT_LIMIT:,}")
    chosen = tuple(reason for reason in Reason if reason in reasons and helpful == "no")
    return Opinion(helpful=helpful == "yes", reasons=chosen, comment=text)
