"""The lines of a whole file to its articles, whether Markdown or plain text, regulation or other document."""

import re
from collections import Counter
from collections.abc import Sequence

from genkan.knowledge.parse.captions import with_common_captions
from genkan.knowledge.parse.grammar import (
    ArticleStart,
    Chapter,
    article_start,
    caption,
    chapter,
    is_annex,
    is_supplementary,
    markdown_heading,
    numbered_heading,
    one_space,
    without_contents,
)
from genkan.knowledge.parse.paragraphs import read_paragraphs
from genkan.knowledge.parse.regulation import Article, ArticleKind, Paragraph

PREAMBLE = "前文"
_ANNEX_RANK, _SECTION_RANK = 0, 9
_NUMBER_LINE = re.compile(
    r"[（(]?[^（）()。]{0,40}(?:第[0-9０-９〇一二三四五六七八九十百千]+号|決定|裁定)[）)]?"
)
# How titles of regulations end; a long first line that does not is the first half of one.
_TITLE = re.compile(
    r"(?:法律?|政令|省令|府令|条例|規則|規程|訓令|要綱|要領|基準|指針|細則|規約|通達|告示|手引)(?:（[^（）]{1,20}）)?"
)
_LINE_OF_TITLE = 12


class Outline:
    """Reads lines in their order and keeps the articles; ``title`` and ``number`` as the text itself says them."""

    def __init__(self) -> None:
        self.title = ""
        self.number = ""
        self._articles: list[Article] = []
        self._headings: list[Chapter] = []
        self._supplements = 0
        self._sections = 0
        self._draft: tuple[str, str, str] = ("h0", PREAMBLE, "")
        self._lines: list[str] = []
        self._kind = ArticleKind.PREAMBLE
        self._uses: Counter[str] = Counter()

    @property
    def begun(self) -> bool:
        """Whether an article or a heading has been met."""
        return bool(self._articles or self._headings or self._supplements) or self._draft[0] != "h0"

    def begin_article(self, start: ArticleStart, *, caption: str = "") -> None:
        """An article; after 「附則」 it is an article of the supplementary provisions."""
        self._finish()
        supplement = f"s{self._supplements}-" if self._supplements else ""
        label = f"附則{start.label}" if supplement else start.label
        self._draft = (supplement + start.anchor, label, start.caption or caption)
        self._kind = ArticleKind.SUPPLEMENT if supplement else ArticleKind.ARTICLE
        self._lines = [start.text] if start.text else []

    def begin_supplement(self) -> None:
        """「附則」: what follows without article numbers is one article of its own."""
        self._finish()
        self._supplements += 1
        self._headings = [Chapter(0, "附則")]
        self._draft = (f"s{self._supplements}", "附則", "")
        self._kind = ArticleKind.SUPPLEMENT

    def begin_section(self, heading: Chapter) -> None:
        """A heading of a document without articles, or an annex or a form."""
        self.enter(heading)
        self._draft = (self._next_section(), heading.text, "")
        self._kind = _section_kind(heading.text)

    def enter(self, heading: Chapter) -> None:
        """A chapter or section: the articles that follow stand in it."""
        self._finish()
        self._headings = [upper for upper in self._headings if upper.rank < heading.rank] + [heading]

    def read(self, line: str) -> None:
        """A line of the present article; before the first one also the title and the number."""
        if not self.begun and line.strip() and self._read_front(line):
            return
        self.keep(line)

    def keep(self, line: str) -> None:
        """A line as it is, be it the first."""
        self._lines.append(line)

    def finish(self) -> tuple[Article, ...]:
        """All articles that have text, in their order, each with an anchor of its own."""
        self._finish()
        return tuple(with_common_captions(self._articles))

    def _read_front(self, line: str) -> bool:
        if not self.title:
            self.title = one_space(line).replace("　", "")
        elif self._continues_title(line):
            self.title += one_space(line).replace("　", "")
        elif not self.number and _NUMBER_LINE.fullmatch(line.strip()):
            self.number = line.strip().strip("（）()")
        else:
            return False
        return True

    def _continues_title(self, line: str) -> bool:
        """Whether a title that is too long for its line ends with this one: 「…の管理に」「関する規程」."""
        is_cut = len(self.title) >= _LINE_OF_TITLE and not _ends_title(self.title)
        is_next = not self.number and not any(map(str.strip, self._lines))
        return is_cut and is_next and _ends_title(line.strip())

    def _finish(self) -> None:
        paragraphs = read_paragraphs(self._lines)
        if any(paragraph.text or paragraph.items for paragraph in paragraphs):
            self._articles.append(self._article(paragraphs))
        self._lines = []
        self._draft = ("", "", "")

    def _article(self, paragraphs: tuple[Paragraph, ...]) -> Article:
        anchor, label, caption = self._draft
        if not anchor:
            anchor, label = self._next_section(), self._headings[-1].text
            self._kind = ArticleKind.SECTION
        headings = tuple(heading.text for heading in self._headings if heading.text != label)
        return Article(self._free(anchor), label, caption, headings, paragraphs, self._kind)

    def _next_section(self) -> str:
        self._sections += 1
        return f"h{self._sections}"

    def _free(self, anchor: str) -> str:
        """The anchor itself, or ``12-r2`` for the second article 12 of one document."""
        self._uses[anchor] += 1
        return anchor if self._uses[anchor] == 1 else f"{anchor}-r{self._uses[anchor]}"


def _ends_title(line: str) -> bool:
    return any(match.end() == len(line) for match in _TITLE.finditer(line))


def _section_kind(heading: str) -> ArticleKind:
    if not is_annex(heading):
        return ArticleKind.SECTION
    return ArticleKind.FORM if "様式" in heading.split("（")[0] else ArticleKind.ANNEX


def read_markdown_regulation(lines: Sequence[str]) -> Outline:
    """Markdown whose articles are headings: 「#### 第十二条（見出し）」 below 「## 第一章 総則」."""
    outline = Outline()
    for line in lines:
        heading = markdown_heading(line)
        if heading is None:
            outline.read(line)
        else:
            _read_heading(outline, heading)
    return outline


def read_plain_regulation(lines: Sequence[str]) -> Outline:
    """Plain text whose articles begin with 「第十二条　」, their captions on the line above or behind the label."""
    outline = Outline()
    held = ""
    for line in without_contents(lines):
        if held and not line.strip():
            continue
        start = article_start(line)
        if start is not None:
            outline.begin_article(start, caption=caption(held))
        elif held:
            outline.read(held)
        held = ""
        if start is None:
            held = _read_plain(outline, line)
    if held:
        outline.read(held)
    return outline


def read_sections(lines: Sequence[str], *, markdown: bool) -> Outline:
    """Any other document, cut at its headings."""
    outline = Outline()
    for line in lines:
        heading = markdown_heading(line) if markdown else numbered_heading(line)
        if heading is None:
            outline.read(line)
        elif markdown and heading.rank == 1 and not outline.title and not outline.begun:
            outline.title = heading.text
        else:
            outline.begin_section(heading)
    return outline


def _read_heading(outline: Outline, heading: Chapter) -> None:
    start, upper = article_start(heading.text), chapter(heading.text)
    if start is not None:
        outline.begin_article(start._replace(caption=start.caption or start.text, text=""))
    elif is_supplementary(heading.text):
        outline.begin_supplement()
    elif upper is not None:
        outline.enter(upper)
    elif heading.rank == 1 and not outline.begun:
        outline.title = outline.title or heading.text
    else:
        rank = _ANNEX_RANK if is_annex(heading.text) else _SECTION_RANK
        outline.begin_section(Chapter(rank, heading.text))


def _read_plain(outline: Outline, line: str) -> str:
    """Read a line that begins no article; returns it if it is a caption to be held for the article below."""
    upper = chapter(line)
    if is_supplementary(line):
        outline.begin_supplement()
    elif upper is not None:
        outline.enter(upper)
    elif is_annex(line):
        outline.begin_section(Chapter(_ANNEX_RANK, one_space(line)))
    elif caption(line):
        return line
    else:
        outline.read(line)
    return ""
