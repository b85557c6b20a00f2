"""What a search gives back."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from genkan.gateway import Source
from genkan.knowledge.collection.collection import Collection
from genkan.knowledge.dating.versions import Standing
from genkan.knowledge.parse import ArticleKind, DocumentKind


class IndexState(StrEnum):
    """How the index stands to the regulations that are loaded."""

    CURRENT = "current"
    OLDER = "older"
    MISSING = "missing"


@dataclass(frozen=True)
class Span:
    """A piece of text; ``marked`` where it is what was searched for."""

    text: str
    marked: bool = False


class StepKind(StrEnum):
    """What a search did with a query."""

    READ_REFERENCE = "read_reference"
    READ_ARTICLE = "read_article"
    NO_SUCH_ARTICLE = "no_such_article"
    NO_SUCH_TITLE = "no_such_title"
    NEAR_ARTICLES = "near_articles"
    READ_TITLE = "read_title"
    LIFTED_TITLE = "lifted_title"
    BY_PHRASE = "by_phrase"
    BY_WORDS = "by_words"
    BY_READING = "by_reading"
    BY_CHARACTER = "by_character"
    BY_REWRITE = "by_rewrite"
    CUT = "cut"
    NOTHING_TO_SEARCH = "nothing_to_search"

    @property
    def label(self) -> str:
        """A Japanese message id whose ``{name}`` places the details of a step fill."""
        return _STEPS[self]


_STEPS = {
    StepKind.READ_REFERENCE: "規程名と条番号を読み取り、「{reference}」を先頭に表示しています。",
    StepKind.READ_ARTICLE: "条番号「{reference}」を読み取り、各規程のその条を表示しています。",
    StepKind.NO_SUCH_ARTICLE: "「{title}」に{reference}はありません。",
    StepKind.NO_SUCH_TITLE: "「{title}」という規程は、検索の対象の中にありません。",
    StepKind.NEAR_ARTICLES: "代わりに、「{title}」のうち番号の近い条を表示しています。",
    StepKind.READ_TITLE: "規程名「{title}」を読み取り、その規程の条を順に表示しています。",
    StepKind.LIFTED_TITLE: "規程名「{title}」を読み取り、その規程の条を優先しています。",
    StepKind.BY_PHRASE: "「{phrase}」をそのまま含む条に絞りました。",
    StepKind.BY_WORDS: "文字の並びと単語の両方で、本文と見出しを検索しました。",
    StepKind.BY_READING: "「{everyday}」を、規程の用語「{legal}」に読み替えた検索も行いました。",
    StepKind.BY_CHARACTER: "「{character}」の1文字を含む条を検索しました。",
    StepKind.BY_REWRITE: "モデルが質問を規程の言葉に書き換えた「{rewrite}」でも検索し、結果を合わせました。",
    StepKind.CUT: "検索の言葉が長いため、先頭の{characters}字で検索しました。",
    StepKind.NOTHING_TO_SEARCH: "検索できる文字がありません。",
}


@dataclass(frozen=True)
class PlanStep:
    """One step of how a query was understood; ``details`` fill the places of its message."""

    kind: StepKind
    details: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def message(self) -> str:
        """The step as a Japanese message id with places."""
        return self.kind.label

    @property
    def sentence(self) -> str:
        """The step in Japanese."""
        return self.message.format_map(self.details)


@dataclass(frozen=True)
class Hit:
    """An article found. ``anchor`` is the path of its page; ``snippet`` are the words that made it a hit.

    Its text is in force from ``valid_from`` to the day before ``valid_until``; ``standing`` says how that stands to
    the day asked for, and ``version_id`` is the document's version that has it (on that day, if any has).
    """

    collection: Collection
    document_id: str
    law_title: str
    label: str
    caption: str
    headings: tuple[str, ...]
    text: str
    snippet: tuple[Span, ...]
    score: float
    anchor: str
    version_id: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    standing: Standing = Standing.IN_FORCE
    kind: ArticleKind = ArticleKind.ARTICLE
    document_kind: DocumentKind = DocumentKind.REGULATION
    law_id: str = ""

    @property
    def citation(self) -> str:
        """The article as official documents cite it: title and label without a space between."""
        return self.law_title + self.label


@dataclass(frozen=True)
class Facet:
    """A regulation and how many of the articles found are in it."""

    document_id: str
    title: str
    count: int


@dataclass(frozen=True)
class SearchResult:
    """Hits, best first, and how they were found. ``seconds`` is the time from the question to this answer.

    ``on`` is the day whose law was searched. It is not ``is_confident`` where the scores say that no hit is good.
    """

    hits: tuple[Hit, ...]
    steps: tuple[PlanStep, ...] = ()
    facets: tuple[Facet, ...] = ()
    seconds: float = 0.0
    on: date | None = None
    is_confident: bool = True

    @property
    def plan(self) -> str:
        """How the query was understood, in Japanese."""
        return "".join(step.sentence for step in self.steps)


@dataclass(frozen=True)
class Passage:
    """A whole article for a prompt; ``text`` is cut at a line with 「（略）」 only where it is over the budget."""

    collection: Collection
    document_id: str
    law_title: str
    label: str
    caption: str
    headings: tuple[str, ...]
    text: str
    anchor: str
    version_id: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    standing: Standing = Standing.IN_FORCE

    @property
    def citation(self) -> str:
        """The article as official documents cite it."""
        return self.law_title + self.label

    def as_source(self, number: int) -> Source:
        """The article as a source that an answer cites as ``[number]``."""
        return Source(number=number, label=self.citation, text=self.text, anchor=self.anchor)


def contents_path(document_id: str, *, on: date | None = None) -> str:
    """The path of a document's table of contents, with a day that of its version on that day."""
    return f"/regulations/{document_id}" + (f"?on={on.isoformat()}" if on else "")


def article_path(document_id: str, anchor: str, *, on: date | None = None) -> str:
    """The permalink of an article, with a day that of its text on that day."""
    return f"/regulations/{document_id}/{anchor}" + (f"?on={on.isoformat()}" if on else "")
