"""A report of a trial on its way to the public: prepared, disclosed to all vendors, signed by two, published."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from genkan.kit import canonical_json, digest

SIGNATURES = 2
_TOKEN_DIGITS = 40


@dataclass(frozen=True, kw_only=True)
class TrialReport:
    """A report by its number within the trial, from 1; a new one takes the place of those before.

    ``key`` names persons in its pack (hexadecimal), ``until`` is the last moment of the ledger that is in it, ``root``,
    ``numbers``, the ``public`` data set and the ``title`` are empty while it is prepared, and ``fault`` says why it could
    not be. ``vendor_key`` opens the parts of vendors. A ``key`` that was destroyed is empty.
    """

    trial_id: str
    number: int
    key: str
    until: datetime
    made_by: str
    root: str
    numbers: str
    public: str
    fault: str
    disclosed_at: datetime | None
    published_at: datetime | None
    title: str = ""
    vendor_key: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether its numbers are there."""
        return bool(self.root)

    def token(self, arm: str) -> str:
        """What stands in the address under which the vendor of an arm reads its part: nobody can guess it."""
        text = f"reply\n{self.trial_id}\n{self.number}\n{arm}"
        return hmac.new(bytes.fromhex(self._opening_key), text.encode(), sha256).hexdigest()[:_TOKEN_DIGITS]

    def opens(self, arm: str, token: str) -> bool:
        """Whether this is the token of the arm; nothing opens a report whose keys are all destroyed."""
        if self.disclosed_at is None or not self._opening_key:
            return False
        return hmac.compare_digest(self.token(arm).encode(), token.encode())

    @property
    def _opening_key(self) -> str:
        return self.vendor_key or self.key


@dataclass(frozen=True)
class Reply:
    """What the vendor of an arm says to the report, printed as it is.

    ``answers`` is the number of the earlier version that it answers, 0 for the one in hand.
    """

    arm: str
    text: str
    at: datetime
    answers: int = 0

    @property
    def key(self) -> str:
        """What it is called in what is signed."""
        return f"{self.answers}/{self.arm}" if self.answers else self.arm


@dataclass(frozen=True)
class ReportSignature:
    """Who signed which digest when."""

    person_id: str
    digest: str
    at: datetime


def signed_digest(report: TrialReport, replies: Sequence[Reply]) -> str:
    """What is signed: the pack's root, the numbers, and the replies as they are printed."""
    said = {reply.key: digest(reply.text) for reply in replies}
    told = {"trial": report.trial_id, "number": report.number, "root": report.root}
    return digest(canonical_json({**told, "numbers": digest(report.numbers), "replies": said}))
