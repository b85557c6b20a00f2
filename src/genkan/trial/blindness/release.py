"""When the rest of both answers is shown, and the vote opens: a moment that tells neither arm nor side.

The moment at which both answers have ended would give the slower arm away: it is the time that this arm takes for the
text that it wrote, and both texts can be seen. So both are released when the slower of both arms would have written the
longer of both texts, whichever of them did write it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from genkan.gateway import Answer, Course, Outcome

SLOWEST_PACE = 20.0
LEAST_SECONDS_OF_A_FAILURE = 5.0
LONGEST_HELD = timedelta(seconds=60)
_WRITTEN_AT_ONCE = 0.1


@dataclass(frozen=True, kw_only=True)
class Writing:
    """How one answer came: its characters, the seconds from the question to the first and to the last of them."""

    characters: int
    first_seconds: float
    total_seconds: float
    complete: bool

    @property
    def pace(self) -> float:
        """Characters a second: while it was written, or over the whole time where it came in one piece.

        At least ``SLOWEST_PACE``, which also stands for an answer that failed: how fast it would have gone on is not known.
        """
        writing = self.total_seconds - self.first_seconds
        if writing < self.total_seconds * _WRITTEN_AT_ONCE:
            writing = self.total_seconds
        if not self.complete or writing <= 0:
            return SLOWEST_PACE if not self.complete else float("inf")
        return max(SLOWEST_PACE, self.characters / writing)

    def seconds_for(self, characters: int) -> float:
        """In which time this arm would have written a text of so many characters, at least as many as it wrote."""
        least = 0.0 if self.complete else LEAST_SECONDS_OF_A_FAILURE
        return max(least, self.total_seconds) + (characters - self.characters) / self.pace


def released_after(left: Writing, right: Writing) -> float:
    """Seconds from the question to the release of both answers."""
    longest = max(left.characters, right.characters)
    return max(writing.seconds_for(longest) for writing in (left, right))


def shown_at(began: datetime, left: Writing, right: Writing) -> datetime:
    """When two outputs that nobody saw growing are shown, at most ``LONGEST_HELD`` after both have ended.

    An app that works for minutes on a long text must not keep it from a person for as long again.
    """
    both_ended = max(left.total_seconds, right.total_seconds)
    return began + min(
        timedelta(seconds=released_after(left, right)), timedelta(seconds=both_ended) + LONGEST_HELD
    )


def is_released(answers: Sequence[Answer | Course], *, now: datetime) -> bool:
    """Whether both answers have ended and their moment has come; a clock that was set back keeps nobody waiting."""
    ends = [answer.ended_at for answer in answers if answer.ended_at is not None]
    if len(ends) < len(answers):
        return False
    left, right = map(_writing_of, answers)
    began = min(answer.asked_at for answer in answers)
    return now < max(ends) or now >= began + timedelta(seconds=released_after(left, right))


def _writing_of(answer: Answer | Course) -> Writing:
    return Writing(
        characters=answer.characters,
        first_seconds=_seconds(answer, answer.first_token_at),
        total_seconds=_seconds(answer, answer.ended_at),
        complete=answer.outcome is Outcome.COMPLETED,
    )


def _seconds(answer: Answer | Course, moment: datetime | None) -> float:
    """Seconds from the question to a moment; 0 for a moment that a clock tells as earlier."""
    return max(0.0, ((moment or answer.asked_at) - answer.asked_at).total_seconds())
