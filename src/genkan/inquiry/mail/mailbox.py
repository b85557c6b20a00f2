"""A mailbox that is looked into for letters."""

from dataclasses import dataclass
from datetime import datetime

LONGEST_TROUBLE = 300
FROM_NOW = -1


@dataclass(frozen=True)
class Mailbox:
    """Where letters to an organisation come in.

    ``password_at`` names where the password stands: a reference as for keys of models (``env:NAME`` or ``file:/path``). Letters up to ``last_uid`` of the
    folder's ``uid_validity`` (RFC 3501, 2.3.1.1) were looked at, ``FROM_NOW`` leaves those that are there already;
    ``trouble`` is what stood in the way last as a Japanese sentence, empty for nothing.
    """

    id: str
    organisation_id: str
    host: str
    port: int
    tls: bool
    username: str
    password_at: str
    folder: str
    marks_seen: bool
    uid_validity: int = 0
    last_uid: int = FROM_NOW
    looked_at: datetime | None = None
    trouble: str = ""
