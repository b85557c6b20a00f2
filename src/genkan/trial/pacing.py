"""How much of two answers may be shown, so that neither speed nor chunking tells the arms apart.

Both answers share one position, counted in characters. It starts when both answers have begun, moves at one
rate and waits for whichever unfinished answer has less text, so a pause of one is a pause of both. The end of
both is announced at once, when the position has passed the longer one.
"""

from dataclasses import dataclass
from datetime import datetime

CHARACTERS_PER_SECOND = 60.0


@dataclass(frozen=True)
class Side:
    """One answer at one moment: its text so far, whether it has begun and whether it ended.

    An answer that ended has begun, with or without text.
    """

    text: str
    begun: bool
    ended: bool


def limit(left: Side, right: Side) -> int:
    """The furthest position that both answers allow now, in characters."""
    if not (left.begun and right.begun):
        return 0
    unfinished = [len(side.text) for side in (left, right) if not side.ended]
    return min(unfinished) if unfinished else max(len(left.text), len(right.text))


def advance(position: float, left: Side, right: Side, *, seconds: float) -> float:
    """The position after ``seconds`` more at the common rate; it never moves back."""
    return max(position, min(position + seconds * CHARACTERS_PER_SECOND, float(limit(left, right))))


def visible(side: Side, *, position: float) -> str:
    """The part of one answer that is shown at a position."""
    return side.text[: int(position)]


def is_over(left: Side, right: Side, *, position: float) -> bool:
    """Whether both answers ended and have been shown in full."""
    return left.ended and right.ended and int(position) >= limit(left, right)


def seconds_since(start: datetime | None, *, now: datetime) -> float:
    """Seconds of showing that a page opened now would have seen; 0 before the start."""
    return max(0.0, (now - start).total_seconds()) if start else 0.0
