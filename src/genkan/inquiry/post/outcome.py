"""What became of a letter that was handed to a mail server."""

from dataclasses import dataclass
from enum import StrEnum

from genkan.inquiry.post.mail import Fault


class Fate(StrEnum):
    """Taken, not taken but perhaps later, refused for good, or nobody can tell."""

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Outcome:
    """What became of a letter and why; ``answer_code`` is what the server said, where it said something."""

    fate: Fate
    fault: Fault = Fault.NONE
    answer_code: int | None = None
