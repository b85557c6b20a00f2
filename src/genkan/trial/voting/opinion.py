"""What a person says about two answers, read from a form."""

from collections.abc import Sequence
from dataclasses import dataclass

from genkan.kit import normalise_newlines
from genkan.trial.errors import ChoiceMissing, CommentTooLong
from genkan.trial.statistics import Choice
from genkan.trial.store import Reason, Vote

COMMENT_LIMIT = 2_000


@dataclass(frozen=True)
class Opinion:
    """What a person says about two answers; made by :func:`read_opinion` from what a form sends."""

    choice: Choice
    reasons: tuple[Reason, ...] = ()
    comment: str = ""

    def is_said_by(self, vote: Vote) -> bool:
        """Whether the vote says exactly this."""
        return (self.choice, self.reasons, self.comment) == (vote.choice, vote.reasons, vote.comment)


def read_opinion(choice: str, *, reasons: Sequence[str] = (), comment: str = "") -> Opinion:
    """The opinion in a form. Raises ``ChoiceMissing`` for unknown values and ``CommentTooLong``."""
    comment = normalise_newlines(comment).replace("\x00", "").strip()
    if choice not in set(Choice) or not set(reasons) <= set(Reason):
        raise ChoiceMissing
    if len(comment) > COMMENT_LIMIT:
        raise CommentTooLong(length=f"{len(comment):,}", limit=f"{COMMENT_LIMIT:,}")
    return Opinion(Choice(choice), tuple(reason for reason in Reason if reason in reasons), comment)
