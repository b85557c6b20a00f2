"""What a search gives back."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

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
    ARTICLE_NOT_YET = "article_not_yet"
    ARTICLE_ENDED = "article_ended"
    NO_SUCH_TITLE = "no_such_title"
    NEAR_ARTICLES = "near_articles"
    READ_TITLE = "read_title"
    LIFTED_TITLE = "lifted_title"
    BY_PHRASE = "by_phrase"
    BY_WORDS = "by_words"
    BY_READING = "by_reading"
    BY_CHARACTER = "by_character"
    BY_REWRITE = "by_rewrite"
    BY_MODEL = "by_model"
    REWRITE_LATE = "rewrite_late"
    REWRITE_REFUSED = "rewrite_refused"
    REWRITE_FAILED = "rewrite_failed"
    REWRITE_USELESS = "rewrite_useless"
    BY_MEANING = "by_meaning"
    BY_MEANING_PARTLY = "by_meaning_partly"
    MEANING_NOT_READY = "meaning_not_ready"
    MEANING_LATE = "meaning_late"
    MEANING_REFUSED = "meaning_refused"
    MEANING_FAILED = "meaning_failed"
    CUT = "cut"
    NOTHING_TO_SEARCH = "nothing_to_search"
    READ_DAY = "read_day"
    ARTICLE_DELETED = "article_deleted"

    @property
    def label(self) -> str:
        """A Japanese message id whose ``{name}`` places the details of a step fill."""
        return _STEPS[self]


_STEPS = {
    StepKind.READ_REFERENCE: "規程名と条番号を読み取り、「{reference}」を先頭に表示しています。",
    StepKind.READ_ARTICLE: "条番号「{reference}」を読み取り、各規程のその条を表示しています。",
    StepKind.NO_SUCH_ARTICLE: "「{title}」に{reference}はありません。",
    StepKind.ARTICLE_NOT_YET: "「{title}」の{reference}は、{begins}から施行されます（基準日には施行されていません）。",
    StepKind.ARTICLE_ENDED: "「{title}」の{reference}は、基準日には効力がありません。",
    StepKind.NO_SUCH_TITLE: "「{title}」という規程は、検索の対象の中にありません。",
    StepKind.NEAR_ARTICLES: "代わりに、「{title}」のうち番号の近い条を表示しています。",
    StepKind.READ_TITLE: "規程名「{title}」を読み取り、その規程の条を順に表示しています。",
    StepKind.LIFTED_TITLE: "規程名「{title}」を読み取り、その規程の条を優先しています。",
    StepKind.BY_PHRASE: "「{phrase}」をそのまま含む条に絞りました。",
    StepKind.BY_WORDS: "文字の並びと単語の両方で、本文と見出しを検索しました。",
    StepKind.BY_READING: "「{everyday}」を、規程の用語「{legal}」に読み替えた検索も行いました。",
    StepKind.BY_CHARACTER: "「{character}」の1文字を含む条を検索しました。",
    StepKind.BY_REWRITE: "モデルが質問を規程の言葉に書き換えた「{rewrite}」でも検索し、結果を合わせました。",
    StepKind.BY_MODEL: "生成AI「{model}」が質問を言い換えた「{rewrite}」でも検索し、結果を合わせました。",
    StepKind.REWRITE_LATE: "質問を言い換える生成AIの応答が遅いため、入力された言葉だけで検索しました。",
    StepKind.REWRITE_REFUSED: "質問を生成AIに送信できないため、言い換えず、入力された言葉だけで検索しました。",
    StepKind.REWRITE_FAILED: "質問を言い換える生成AIを利用できないため、入力された言葉だけで検索しました。",
    StepKind.REWRITE_USELESS: "生成AIが法令名又は条文の用語を示さなかったため、入力された言葉だけで検索しました。",
    StepKind.BY_MEANING: "意味の近さ（ベクトル）でも検索し、結果を合わせました。",
    StepKind.BY_MEANING_PARTLY: "意味の近さ（ベクトル）でも検索し、結果を合わせました。ただし、対象の{articles}条のうち、ベクトルのある{covered}条に限ります。",
    StepKind.MEANING_NOT_READY: "対象の条のベクトルがまだないため、意味の近さは使わず、言葉だけで検索しました。",
    StepKind.MEANING_LATE: "ベクトルを作成するモデルの応答が遅いため、意味の近さは使わず、言葉だけで検索しました。",
    StepKind.MEANING_REFUSED: "質問をベクトルを作成するモデルに送信できないため、意味の近さは使わず、言葉だけで検索しました。",
    StepKind.MEANING_FAILED: "ベクトルを作成するモデルを利用できないため、意味の近さは使わず、言葉だけで検索しました。",
    StepKind.CUT: "検索の言葉が長いため、先頭の{characters}字で検索しました。",
    StepKind.NOTHING_TO_SEARCH: "検索できる文字がありません。",
    StepKind.READ_DAY: "「{written}」を基準日として読み取り、{day}に施行されていた条文を検索しました。",
    StepKind.ARTICLE_DELETED: "「{title}」の{reference}は、削除されています（「{deleted}　削除」）。",
}


# What became of a question that a model was to put in other words.
REWRITINGS = frozenset(
    {
        StepKind.BY_MODEL,
        StepKind.REWRITE_LATE,
        StepKind.REWRITE_REFUSED,
        StepKind.REWRITE_FAILED,
        StepKind.REWRITE_USELESS,
    }
)


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
    the day asked for, and ``version_id`` is the document's version that has it (on that day, if any has). ``is_recognised``: its words were read from a picture.
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
    is_recognised: bool = False

    @property
    def citation(self) -> str:
        """The article as official documents cite it: title and label without a space between."""
        return self.law_title + self.label


class FacetKind(StrEnum):
    """By what articles found are told apart."""

    COLLECTION = "collection"
    KIND = "kind"
    MINISTRY = "ministry"
    DOCUMENT = "document"


@dataclass(frozen=True)
class Facet:
    """How many of the articles found are in one collection, kind of law, ministry or document.

    ``value`` is what a search is refined by: an id, the value of a kind, or the name of a ministry. ``label`` is its name.
    """

    kind: FacetKind
    value: str
    label: str
    count: int


@dataclass(frozen=True)
class SearchResult:
    """Hits, best first, and how they were found. ``seconds`` is the time from the question to this answer.

    ``on`` is the day whose law was searched. It is not ``is_confident`` where the scores say that no hit is good.
    Where they were counted, ``total`` is how many articles were found in all, of which the hits are the first, and
    the count of a facet is the ``total`` of the same search refined by it.
    """

    hits: tuple[Hit, ...]
    steps: tuple[PlanStep, ...] = ()
    facets: tuple[Facet, ...] = ()
    seconds: float = 0.0
    on: date | None = None
    is_confident: bool = True
    total: int | None = None

    def facets_of(self, kind: FacetKind) -> tuple[Facet, ...]:
        """The facets of one kind, in their order."""
        return tuple(facet for facet in self.facets if facet.kind is kind)

    @property
    def rewriting(self) -> PlanStep | None:
        """What became of the question that a model was to put in other words; ``None`` where none was."""
        return next((step for step in self.steps if step.kind in REWRITINGS), None)

    @property
    def plan(self) -> str:
        """How the query was understood, in Japanese."""
        return "".join(step.sentence for step in self.steps)


def contents_path(document_id: str, *, on: date | None = None) -> str:
    """The path of a document's table of contents, with a day that of its version on that day."""
    return f"/regulations/{document_id}" + (f"?on={on.isoformat()}" if on else "")


def article_path(document_id: str, anchor: str, *, on: date | None = None) -> str:
    """The permalink of an article, with a day that of its text on that day."""
    return f"/regulations/{document_id}/{anchor}" + (f"?on={on.isoformat()}" if on else "")
