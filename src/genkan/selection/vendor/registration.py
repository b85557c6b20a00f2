"""A registration (登録の申込み) by which an applicant asks for an account: nothing until the office has approved it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_OF_A_LINE = 5
MOST_WAITING = 200
LONGEST_REASON = 500
KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Registration:
    """What was asked for; its ``id`` becomes that of the account. ``line`` is where it came from, see ``line_of``."""

    id: str
    call_id: str
    organisation_id: str
    company: str
    name: str
    sign_in_name: str
    line: str
    asked_at: datetime
