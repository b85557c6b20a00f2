"""One check of a declared deployment: what was asked, of which submission, and what was found."""

from dataclasses import dataclass
from datetime import datetime

from genkan.catalogue import Check


@dataclass(frozen=True, slots=True)
class EndpointCheck:
    """Without ``ended_at`` it goes on; ``passed`` is None where it ended without a result, and ``problem`` says why.

    ``actor`` is a person or the command line; the rest is as declared in the submission of the hash. ``with_key`` tells
    whether a key was sent, which itself is kept nowhere.
    """

    id: str
    application_id: str
    submission_sha256: str
    actor: str
    asked_at: datetime
    address: str
    protocol: str
    remote_model: str
    build: str
    with_key: bool
    ended_at: datetime | None = None
    passed: bool | None = None
    checks: tuple[Check, ...] = ()
    problem: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.ended_at is None
