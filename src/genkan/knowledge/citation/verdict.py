"""What a check of a citation or a reference says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class CitedSource(Protocol):
    """A source that was given to the answer; ``label`` is the regulation's title and the article's label."""

    @property
    def number(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def anchor(self) -> str: ...


@dataclass(frozen=True)
class KnownRegulation:
    """A regulation that is on the shelves: its title, every name it bears, and the anchors of its articles."""

    title: str
    names: tuple[str, ...]
    anchors: frozenset[str]


class Verdict(StrEnum):
    """The result of one check."""

    VERIFIED = "verified"
    QUOTATION_DIFFERS = "quotation_differs"
    NO_SUCH_SOURCE = "no_such_source"
    NO_SUCH_ARTICLE = "no_such_article"
    NO_SUCH_PROVISION = "no_such_provision"
    OTHER_SOURCE = "other_source"
    UNSUPPORTED = "unsupported"

    @property
    def label(self) -> str:
        """The verdict in a few Japanese words."""
        return _LABELS[self]


_LABELS = {
    Verdict.VERIFIED: "確認済み",
    Verdict.QUOTATION_DIFFERS: "引用が出典と異なる",
    Verdict.NO_SUCH_SOURCE: "出典がない",
    Verdict.NO_SUCH_ARTICLE: "条がない",
    Verdict.NO_SUCH_PROVISION: "項又は号がない",
    Verdict.OTHER_SOURCE: "出典の番号が異なる",
    Verdict.UNSUPPORTED: "出典に含まれない",
}


class Explanation(StrEnum):
    """What a check tells the person."""

    VERIFIED = "verified"
    QUOTATION_DIFFERS = "quotation_differs"
    QUOTATION_ELSEWHERE = "quotation_elsewhere"
    NO_SUCH_SOURCE = "no_such_source"
    NO_SUCH_ARTICLE = "no_such_article"
    NO_SUCH_PROVISION = "no_such_provision"
    OTHER_SOURCE = "other_source"
    UNSUPPORTED = "unsupported"

    @property
    def label(self) -> str:
        """A Japanese message id whose ``{name}`` places the details of a check fill."""
        return _EXPLANATIONS[self]


_EXPLANATIONS = {
    Explanation.VERIFIED: "出典で確認しました。",
    Explanation.QUOTATION_DIFFERS: "引用された「{quotation}」は、出典[{number}]の本文にありません。",
    Explanation.QUOTATION_ELSEWHERE: "引用された「{quotation}」は、出典[{number}]ではなく、出典[{other}]にあります。",
    Explanation.NO_SUCH_SOURCE: "出典[{number}]はありません。",
    Explanation.NO_SUCH_ARTICLE: "「{title}」に{reference}はありません。",
    Explanation.NO_SUCH_PROVISION: "「{label}」に{reference}はありません。",
    Explanation.OTHER_SOURCE: "出典[{number}]は、{reference}ではありません。",
    Explanation.UNSUPPORTED: "「{reference}」は、この回答の出典に含まれていません。",
}


@dataclass(frozen=True)
class CitationCheck:
    """One citation or worded reference of an answer, and what became of it.

    ``place`` is where it stands (start, end); ``nth`` counts the citations that a page draws, ``None`` for worded
    references and other spellings. ``number`` is the source cited, ``reference`` the words of a reference.
    ``claim`` is the sentence it stands in, ``quotation`` the quoted words that were compared.
    ``details`` fill the places of ``message``.
    """

    place: tuple[int, int]
    verdict: Verdict
    explanation: Explanation
    details: Mapping[str, str] = field(default_factory=dict[str, str])
    nth: int | None = None
    number: int | None = None
    reference: str = ""
    claim: str = ""
    quotation: str = ""

    @property
    def failed(self) -> bool:
        """Whether it could not be confirmed."""
        return self.verdict is not Verdict.VERIFIED

    @property
    def message(self) -> str:
        """What to tell the person: a Japanese message id with places."""
        return self.explanation.label

    @property
    def sentence_for_user(self) -> str:
        """What to tell the person, in Japanese."""
        return self.message.format_map(self.details)


@dataclass(frozen=True)
class CitationSummary:
    """Measures of one answer: checks, those confirmed, those not, and sentences that cite nothing."""

    total: int
    verified: int
    failed: int
    sentences_without_source: int
