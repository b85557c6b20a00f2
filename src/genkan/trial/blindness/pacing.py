"""How much of two answers may be shown, so that neither speed nor chunking tells the arms apart.

Both answers share one position, counted in characters. It starts when both have begun, moves at one rate in steps of one
size, and until the release never passes the end of the shorter text so far, whether that text goes on or is complete: a
pause of one is a pause of both, and what is shown until then would be the same if both arms changed places. After the
release it moves on at the same rate, and the end of both is announced at once.
"""

from dataclasses import dataclass
from datetime import datetime

CHARACTERS_PER_SECOND = 60.0
STEP = 12


@dataclass(frozen=True)
class Side:
    """One answer at one moment: its text so far, whether it has begun and whether it ended.

    An answer that ended has begun, with or without text.
    """

    text: str
    begun: bool
    ended: bool


def limit(left: Side, right: Side, *, released: bool) -> int:
    """The furthest position that both answers allow now, in characters; a whole number of steps before the release."""
    if released:
        return max(len(left.text), len(right.text))
    if not (left.begun and right.begun):
        return 0
    shorter = min(len(left.text), len(right.text))
    return shorter - shorter % STEP


def advance(position: float, left: Side, right: Side, *, seconds: float, released: bool) -> float:
    """The position after ``seconds`` more at the common rate; it never moves back."""
    furthest = float(limit(left, right, released=released))
    return max(position, min(position + seconds * CHARACTERS_PER_SECOND, furthest))


def visible(side: Side, *, position: float) -> str:
    """The part of one answer that is shown at a position."""
    return side.text[: int(position)]


def is_over(left: Side, right: Side, *, position: float, released: bool) -> bool:
    """Whether both answers were released and have been shown in full."""
    return released and int(position) >= limit(left, right, released=True)


def seconds_since(start: datetime | None, *, now: datetime) -> float:
    """Seconds of showing that a page opened now would have seen; 0 before the start."""
    return max(0.0, (now - start).total_seconds()) if start else 0.0
