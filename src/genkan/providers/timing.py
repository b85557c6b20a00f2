"""How long an endpoint may keep silent, and how much it may send."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds to wait: for a connection, the first token, from one token to the next, and for the whole.

    ``closing`` is how long the end of the stream may follow the end of the answer.
    """

    connect: float = 10.0
    first_token: float = 120.0
    between_tokens: float = 60.0
    whole: float = 1800.0
    closing: float = 3.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes accepted: in one event of a stream, in one answer as sent, in an error or a list of models."""

    event: int = 1_000_000
    answer: int = 20_000_000
    report: int = 1_000_000
