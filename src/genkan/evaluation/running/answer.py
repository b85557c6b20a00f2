"""An answer of a run: not asked yet, asked, or frozen with its time, its build and its digest."""

from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum

from genkan.kit import canonical_json, digest

WINDOW_CLOSED = "window_closed"


class AnswerState(StrEnum):
    """How far an answer is (未送信・回答待ち・回答済み・回答なし)."""

    WAITING = "waiting"
    ASKED = "asked"
    ANSWERED = "answered"
    FAILED = "failed"

    @property
    def is_over(self) -> bool:
        """Whether nothing changes any more."""
        return self in (AnswerState.ANSWERED, AnswerState.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One question to one contestant.

    ``ANSWERED`` are whole answers and those cut off at the limit; everything else that is over has ``FAILED``, with the
    text that had arrived. ``outcome`` is how it ended, in the values of :class:`genkan.gateway.Outcome`, or
    ``window_closed`` where it was never asked. ``attempt`` is how often it was sent, ``earlier`` the outcome of the first
    time where it was sent twice. ``masked``: personal data was taken out of the question. ``micro_yen`` is ``None`` where
    no price is known. Times are seconds; ``characters`` are those of ``text``.
    """

    run_id: str
    question_key: str
    contestant_key: str
    repetition: int
    state: AnswerState
    attempt: int = 0
    earlier: str = ""
    text: str = ""
    outcome: str = ""
    sentence: str = ""
    model: str = ""
    build: str = ""
    call_id: str = ""
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    seconds_to_first_token: float | None = None
    seconds: float | None = None
    characters: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    micro_yen: int | None = 0
    masked: bool = False
    digest: str = ""

    @property
    def truncated(self) -> bool:
        """Whether it was cut off at the limit."""
        return self.outcome == "truncated"


_PROVEN = tuple(each.name for each in fields(Answer) if each.name not in {"digest", "model"})


def digest_of(answer: Answer) -> str:
    """SHA-256 of the canonical JSON of everything but ``digest`` and ``model``, as 64 hexadecimal digits.

    The name of the model is left out, so that an answer can be proven to those who may not know it yet.
    """
    return digest(canonical_json({name: _plain(getattr(answer, name)) for name in _PROVEN}))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
