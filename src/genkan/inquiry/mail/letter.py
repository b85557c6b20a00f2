"""A letter by e-mail as it was read."""

from dataclasses import dataclass
from enum import StrEnum

from genkan.inquiry.incoming.attachment import Incoming


class WhyLeft(StrEnum):
    """Why a letter is left: no person seems to have written it, or it cannot be taken in."""

    REPLY = "auto_reply"
    BOUNCE = "bounce"
    BULK = "bulk"
    LOOP = "loop"
    TOO_LARGE = "too_large"
    BROKEN = "broken"
    EARLIER = "earlier"


@dataclass(frozen=True)
class MailLetter:
    """What of a letter is kept; ``message_id`` and ``references`` are without angle brackets, empty where there is none.

    ``text`` has the subject on top. ``defects`` says that its form was broken, so that something may be missing. ``returned`` are the ids of letters that, as this report says, were not delivered.
    """

    message_id: str
    references: tuple[str, ...]
    name: str
    email: str
    text: str
    files: tuple[Incoming, ...]
    automatic: WhyLeft | None
    defects: bool
    returned: tuple[str, ...] = ()
