"""The corpus of real laws, read as it is given: one article a line."""

import lzma
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from genkan.knowledge.citation import KnownArticle, KnownRegulation, Wanted, wanted_in
from genkan.knowledge.citation.provisions import is_numbered
from genkan.knowledge.dating.versions import Standing, Version
from genkan.knowledge.names.names import name_key
from genkan.knowledge.names.register import Register, names_of

NEAR = Path(__file__).resolve().parents[3] / "shared" / "data"


class CorpusArticle(msgspec.Struct, frozen=True):
    """A line of the corpus; ``article`` is the number as ``27_3``, ``text`` has no numbers of its own."""

    law_id: str
    law_title: str
    law_num: str
    article: str
    label: str
    supplementary: bool
    caption: str
    text: str

    @property
    def lines(self) -> list[str]:
        """Paragraphs and items."""
        return self.text.split("\n")


@dataclass
class CorpusLaw:
    """A law with its articles by number, those of supplementary provisions left out."""

    id: str
    title: str
    number: str
    articles: dict[str, CorpusArticle] = field(default_factory=dict[str, CorpusArticle])
    collection_id: str = "laws"
    issuer: str = ""
    abbreviations: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()


def data_folder() -> Path | None:
    """Where the corpus lies: ``GENKAN_BENCHMARK_DATA``, else beside the checkout; ``None`` where it is absent."""
    folder = Path(os.environ.get("GENKAN_BENCHMARK_DATA", NEAR))
    return folder if (folder / "laws.jsonl.xz").exists() else None


def read_articles(path: Path) -> Iterator[CorpusArticle]:
    """Every line of the corpus."""
    decoder = msgspec.json.Decoder(CorpusArticle)
    with lzma.open(path, "rb") as lines:
        for line in lines:
            yield decoder.decode(line)


def read_laws(path: Path) -> dict[str, CorpusLaw]:
    """The laws by their ids."""
    laws: dict[str, CorpusLaw] = {}
    for article in read_articles(path):
        law = laws.setdefault(article.law_id, CorpusLaw(article.law_id, article.law_title, article.law_num))
        if not article.supplementary and article.article:
            law.articles.setdefault(article.article, article)
    return laws


class LawShelves:
    """The laws as shelves in memory, so that what is measured is the check and not a database."""

    def __init__(self, laws: dict[str, CorpusLaw]) -> None:
        self.laws = laws
        self.register = Register(laws.values())
        self.standings: dict[str, Standing] = {}
        self.ended: dict[tuple[str, str], Standing] = {}

    def known(self, text: str) -> tuple[KnownRegulation, ...]:
        """What a text names, looked up by name and number."""
        wanted = wanted_in(text, names=self.register.names)
        documents = self.register.documents(*wanted.names)
        return tuple(self._known(self.laws[document.id], wanted) for document in documents)

    def _known(self, law: CorpusLaw, wanted: Wanted) -> KnownRegulation:
        names = names_of(law)
        numbers = wanted.articles_of(frozenset(map(name_key, names)))
        articles = {number: (self._article(law, number),) for number in numbers & law.articles.keys()}
        standing = self.standings.get(law.id, Standing.IN_FORCE)
        return KnownRegulation(law.id, law.title, names, articles, standing, law.id, law.number)

    def _article(self, law: CorpusLaw, number: str) -> KnownArticle:
        article = law.articles[number]
        standing = self.ended.get((law.id, number), Standing.IN_FORCE)
        return KnownArticle(
            number,
            article.label,
            article.caption,
            article.text,
            standing,
            is_numbered=is_numbered(article.lines),
        )
