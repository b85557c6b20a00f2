"""An answer: waiting, being written, or ended in one of eleven ways."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from genkan.providers import Source


class AnswerState(StrEnum):
    """How far an answer is (受付済・作成中・終了)."""

    WAITING = "waiting"
    WRITING = "writing"
    ENDED = "ended"


class Outcome(StrEnum):
    """How an answer ended; the text that had arrived is kept with each."""

    COMPLETED = "completed"
    REFUSED_BY_POLICY = "refused_by_policy"
    NOT_ADMITTED = "not_admitted"
    REFUSED_BY_ENDPOINT = "refused_by_endpoint"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    BROKEN = "broken"
    TRUNCATED = "truncated"
    STOPPED = "stopped"
    SWITCHED_OFF = "switched_off"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True)
class Answer:
    """An answer as it stands; ``sentence`` and ``next_step`` say in Japanese why it is not complete.

    ``place_in_line`` is how many are served up to and including it where it waits for its model, else 0.
    """

    id: str
    deployment_id: str
    state: AnswerState
    outcome: Outcome | None
    text: str
    sources: tuple[Source, ...]
    notice: str
    sentence: str
    next_step: str
    asked_at: datetime
    first_token_at: datetime | None
    ended_at: datetime | None
    place_in_line: int = 0

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self.state is AnswerState.ENDED

    @property
    def characters(self) -> int:
        """The length of the text."""
        return len(self.text)


@dataclass(frozen=True)
class Course:
    """How an answer came, as :class:`Answer` tells it, without a word of its text."""

    characters: int
    state: AnswerState
    outcome: Outcome | None
    asked_at: datetime
    first_token_at: datetime | None
    ended_at: datetime | None

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self.state is AnswerState.ENDED
