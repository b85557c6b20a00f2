"""A corpus of laws in one file: JSON Lines, one article a line, the articles of a law one after another.

Each line has ``law_id``, ``law_title``, ``law_num``, ``article`` (``27_3``), ``label``, ``supplementary``,
``caption``, ``headings`` and ``text``, whose lines are paragraphs and items without their numbers.
"""

import hashlib
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import msgspec

from genkan.knowledge.parse.errors import DamagedFile
from genkan.knowledge.parse.regulation import (
    Article,
    ArticleKind,
    DocumentKind,
    Item,
    Paragraph,
    Regulation,
)

CORPUS_SUFFIXES = (".jsonl", ".jsonl.xz")
_LONGEST_NUMBER = 60
_ERRORS = (msgspec.DecodeError, UnicodeDecodeError, lzma.LZMAError, EOFError)


class CorpusLine(msgspec.Struct, frozen=True):
    """One article as the corpus has it."""

    law_id: str
    law_title: str
    article: str
    label: str
    text: str
    law_num: str = ""
    supplementary: bool = False
    caption: str = ""
    headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class CorpusLaw:
    """A law of the corpus; ``digest`` is that of its lines."""

    digest: str
    regulation: Regulation


def is_corpus(path: Path) -> bool:
    """Whether a file is a corpus, by its name."""
    return path.is_file() and path.name.endswith(CORPUS_SUFFIXES)


def read_corpus(path: Path) -> Iterator[CorpusLaw]:
    """The laws one after another; no more than one is in memory. Raises ``DamagedFile`` with the line it is about."""
    with lzma.open(path) if path.suffix == ".xz" else path.open("rb") as lines:
        for _, group in groupby(_read(lines, name=path.name), key=lambda pair: pair[1].law_id):
            raw, articles = zip(*group, strict=True)
            yield CorpusLaw(hashlib.sha256(b"".join(raw)).hexdigest(), _law(articles))


def _read(lines: Iterable[bytes], *, name: str) -> Iterator[tuple[bytes, CorpusLine]]:
    """Each line as it is and as it was read."""
    decode = msgspec.json.Decoder(CorpusLine).decode
    number = 0
    try:
        for number, line in enumerate(lines, start=1):  # noqa: B007 - told below
            if line.strip():
                yield line, decode(line)
    except _ERRORS as error:
        raise DamagedFile(name=f"{name}:{number}", kind="JSON Lines") from error


def _law(lines: tuple[CorpusLine, ...]) -> Regulation:
    first = lines[0]
    return Regulation(
        title=first.law_title,
        number=first.law_num,
        organisation="",
        valid_from=None,
        abbreviations=(),
        articles=tuple(_articles(lines)),
        law_id=first.law_id,
        kind=DocumentKind.LAW,
    )


def _articles(lines: Iterable[CorpusLine]) -> Iterator[Article]:
    """The articles with anchors of their own: supplementary provisions begin anew where their numbers do."""
    supplements, last = 0, (0,)
    taken: dict[str, int] = {}
    for place, line in enumerate(lines, start=1):
        number = _number(line.article)
        if line.supplementary and (not supplements or number <= last):
            supplements += 1
        last = number if line.supplementary else last
        anchor = _anchor(line, place, supplements)
        taken[anchor] = taken.get(anchor, 0) + 1
        yield _article(line, anchor if taken[anchor] == 1 else f"{anchor}-r{taken[anchor]}")


def _anchor(line: CorpusLine, place: int, supplements: int) -> str:
    """The place of an article; ``place`` is its own where its number can name none."""
    number = line.article if len(line.article) <= _LONGEST_NUMBER else f"x{place}"
    if not line.supplementary:
        return number or "h0"
    return f"s{supplements}-{number}" if number else f"s{supplements}"


def _number(article: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdecimal() else 0 for part in article.split("_"))


def _article(line: CorpusLine, anchor: str) -> Article:
    first, *others = line.text.split("\n")
    is_annexed = line.supplementary and not line.label.startswith("附則")
    kind = ArticleKind.SUPPLEMENT if line.supplementary else ArticleKind.ARTICLE
    return Article(
        anchor=anchor,
        label=f"附則{line.label}" if is_annexed else line.label,
        caption=line.caption.strip("（）"),
        headings=(*line.headings, "附則") if line.supplementary and not line.headings else line.headings,
        paragraphs=(Paragraph(1, first, tuple(Item("", text) for text in others)),),
        kind=kind if line.article else ArticleKind.PREAMBLE,
    )
