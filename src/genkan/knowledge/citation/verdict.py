"""What a check of a citation or a reference says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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


class Verdict(StrEnum):
    """The result of one check."""

    VERIFIED = "verified"
    QUOTATION_DIFFERS = "quotation_differs"
    NO_SUCH_SOURCE = "no_such_source"
    NO_SUCH_LAW = "no_such_law"
    NO_SUCH_ARTICLE = "no_such_article"
    NO_SUCH_PROVISION = "no_such_provision"
    NOT_IN_FORCE = "not_in_force"
    AMBIGUOUS = "ambiguous"
    OTHER_SOURCE = "other_source"
    UNSUPPORTED = "unsupported"
    NOT_KNOWN = "not_known"
    NOT_LOADED = "not_loaded"

    @property
    def label(self) -> str:
        """The verdict in a few Japanese words."""
        return _LABELS[self]

    @property
    def is_failure(self) -> bool:
        """Whether something is wrong; what could not be looked at is neither wrong nor confirmed."""
        return self not in (Verdict.VERIFIED, Verdict.NOT_KNOWN, Verdict.NOT_LOADED)


_LABELS = {
    Verdict.VERIFIED: "確認済み",
    Verdict.QUOTATION_DIFFERS: "引用が出典と異なる",
    Verdict.NO_SUCH_SOURCE: "出典がない",
    Verdict.NO_SUCH_LAW: "登録の中に見当たらない",
    Verdict.NO_SUCH_ARTICLE: "条がない",
    Verdict.NO_SUCH_PROVISION: "項又は号がない",
    Verdict.NOT_IN_FORCE: "その日には効力がない",
    Verdict.AMBIGUOUS: "どの法令か定まらない",
    Verdict.OTHER_SOURCE: "出典の番号が異なる",
    Verdict.UNSUPPORTED: "出典に含まれない",
    Verdict.NOT_KNOWN: "項又は号は未照合",
    Verdict.NOT_LOADED: "収録されていない",
}


class Explanation(StrEnum):
    """What a check tells the person."""

    VERIFIED = "verified"
    QUOTATION_DIFFERS = "quotation_differs"
    QUOTATION_ELSEWHERE = "quotation_elsewhere"
    QUOTATION_NOT_IN_ARTICLE = "quotation_not_in_article"
    QUOTATION_IN_ARTICLE = "quotation_in_article"
    CAPTION_DIFFERS = "caption_differs"
    NO_SUCH_SOURCE = "no_such_source"
    NO_SUCH_LAW = "no_such_law"
    LAW_NOT_LOADED = "law_not_loaded"
    NUMBER_DIFFERS = "number_differs"
    NO_SUCH_ARTICLE = "no_such_article"
    NO_SUCH_PROVISION = "no_such_provision"
    LAW_REPEALED = "law_repealed"
    LAW_NOT_YET = "law_not_yet"
    ARTICLE_ENDED = "article_ended"
    ARTICLE_NOT_YET = "article_not_yet"
    ARTICLE_DELETED = "article_deleted"
    SEVERAL_LAWS = "several_laws"
    NO_LAW_NAMED = "no_law_named"
    OTHER_SOURCE = "other_source"
    UNSUPPORTED = "unsupported"
    PROVISION_NOT_KNOWN = "provision_not_known"

    @property
    def label(self) -> str:
        """A Japanese message id whose ``{name}`` places the details of a check fill."""
        return _EXPLANATIONS[self]


_EXPLANATIONS = {
    Explanation.VERIFIED: "出典で確認しました。",
    Explanation.QUOTATION_DIFFERS: "引用された「{quotation}」は、出典[{number}]の本文にありません。",
    Explanation.QUOTATION_ELSEWHERE: "引用された「{quotation}」は、出典[{number}]ではなく、出典[{other}]にあります。",
    Explanation.QUOTATION_NOT_IN_ARTICLE: "引用された「{quotation}」は、{reference}の本文にありません。",
    Explanation.QUOTATION_IN_ARTICLE: "引用された「{quotation}」は、{reference}ではなく、{other}にあります。",
    Explanation.CAPTION_DIFFERS: "{reference}の見出しは「{caption}」であり、「{written}」ではありません。",
    Explanation.NO_SUCH_SOURCE: "出典[{number}]はありません。",
    Explanation.NO_SUCH_LAW: "「{title}」は、照合する規程集の中に見当たらないため、確認できません。収録されていないか、名称が誤っている可能性があります。",
    Explanation.LAW_NOT_LOADED: "「{title}」は法令（「{official}」）の名称ですが、照合する規程集に収録されていないため、確認できません。",
    Explanation.NUMBER_DIFFERS: "「{title}」の番号は{number}であり、{written}ではありません。",
    Explanation.NO_SUCH_ARTICLE: "「{title}」に{reference}はありません。",
    Explanation.NO_SUCH_PROVISION: "「{label}」に{reference}はありません。",
    Explanation.LAW_REPEALED: "「{title}」は廃止されており、基準日には効力がありません。",
    Explanation.LAW_NOT_YET: "「{title}」は、基準日にはまだ施行されていません。",
    Explanation.ARTICLE_ENDED: "「{title}」の{reference}は、基準日にはもうありません。改正前にはありました。",
    Explanation.ARTICLE_NOT_YET: "「{title}」の{reference}は、基準日にはまだ施行されていません。",
    Explanation.ARTICLE_DELETED: "「{title}」の{reference}は、削除されています。",
    Explanation.SEVERAL_LAWS: "「{title}」という法令又は規程は、複数あります：{titles}",
    Explanation.NO_LAW_NAMED: "「{reference}」がどの法令又は規程の条か、示されていません。",
    Explanation.OTHER_SOURCE: "出典[{number}]は、{reference}ではありません。",
    Explanation.UNSUPPORTED: "「{reference}」は、この回答の出典に含まれていません。",
    Explanation.PROVISION_NOT_KNOWN: "「{label}」はありますが、登録されている条文に項及び号の番号がないため、{reference}があるかどうかは照合していません。",
}


@dataclass(frozen=True)
class CitationCheck:
    """One citation or worded reference of an answer, and what became of it.

    ``place`` is where it stands (start, end); ``nth`` counts the citations that a page draws, ``None`` for worded
    references and other spellings. ``number`` is the source cited, ``reference`` the words of a reference.
    ``claim`` is the sentence it stands in, ``quotation`` the quoted words that differ, with the
    first check of a row of citations alone. ``document_id`` and ``anchor``
    are the article that a worded reference means, where there is one.
    ``details`` fill the places of ``message``. ``is_recognised``: the words of that article were read from a picture.
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
    document_id: str = ""
    anchor: str = ""
    is_recognised: bool = False

    @property
    def failed(self) -> bool:
        """Whether it was looked at and could not be confirmed."""
        return self.verdict.is_failure

    @property
    def is_of_no_law_here(self) -> bool:
        """Whether no regulation on the shelves bears the name, so that nothing could be compared."""
        return self.explanation in (Explanation.LAW_NOT_LOADED, Explanation.NO_SUCH_LAW)

    @property
    def verified(self) -> bool:
        """Whether it was confirmed."""
        return self.verdict is Verdict.VERIFIED

    @property
    def message(self) -> str:
        """What to tell the person: a Japanese message id with places."""
        return self.explanation.label

    @property
    def sentence_for_user(self) -> str:
        """What to tell the person, in Japanese."""
        return self.message.format_map(self.details)


def quoting_once(checks: Sequence[CitationCheck]) -> Iterator[CitationCheck]:
    """The checks of a row, of which the first alone repeats the quotation that differs."""
    quoted = ""
    for check in checks:
        yield replace(check, quotation="") if quoted else check
        quoted = quoted or check.quotation


@dataclass(frozen=True)
class CitationSummary:
    """Measures of one answer: checks, those confirmed, those not, and sentences that cite nothing.

    Checks that are neither are of articles whose paragraphs and items could not be looked at, or of laws that are
    ``not_loaded``. ``claims`` are the sentences that say something, with and without a source. ``quotations`` were compared with a
    text, of which ``faithful`` stand there.
    """

    total: int
    verified: int
    failed: int
    sentences_without_source: int
    claims: int = 0
    quotations: int = 0
    faithful: int = 0
    not_loaded: int = 0

    @property
    def not_known(self) -> int:
        """How many are articles that are there, with a paragraph or an item that could not be looked at."""
        return self.total - self.verified - self.failed - self.not_loaded

    @property
    def precision(self) -> float | None:
        """The share confirmed of the citations and references that could be looked at; ``None`` where there is none."""
        looked_at = self.verified + self.failed
        return self.verified / looked_at if looked_at else None

    @property
    def fidelity(self) -> float | None:
        """The share of quotations that stand in the text they are quoted from; ``None`` where there is none."""
        return self.faithful / self.quotations if self.quotations else None
