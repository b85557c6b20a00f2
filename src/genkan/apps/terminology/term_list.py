"""A list of terms, and whose it is."""

import csv
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from genkan.apps.built_in.translation.terms import Term

DIRECTIONS = {
    "ja-en": "日本語から英語",
    "en-ja": "英語から日本語",
    "ja-zh": "日本語から中国語（簡体字）",
    "ja-ko": "日本語から韓国語",
    "ja-pt": "日本語からポルトガル語",
    "ja-vi": "日本語からベトナム語",
}
"""The directions of the app 翻訳."""


@dataclass(frozen=True)
class Owner:
    """Whose list it is: an organisation or a team of it, and whether the viewer may change it."""

    id: str
    organisation_id: str
    name: str
    may_change: bool


@dataclass(frozen=True, kw_only=True)
class TermList:
    """The terms of an owner for one direction, a line of ``原語,訳語`` each; ``changed_at`` is None where there is none yet."""

    owner_id: str
    organisation_id: str
    direction: str
    terms: str = ""
    changed_by: str = ""
    changed_at: datetime | None = None

    @property
    def count(self) -> int:
        """How many terms there are."""
        return len(self.terms.splitlines())

    @property
    def mark(self) -> str:
        """What changes with the terms, by which a form knows whether somebody else saved meanwhile."""
        return hashlib.sha256(self.terms.encode()).hexdigest()[:16]


def written_out(terms: Iterable[Term]) -> str:
    """The terms as CSV, a line each, without a head."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows((each.source, each.target) for each in terms)
    return text.getvalue().rstrip("\n")
