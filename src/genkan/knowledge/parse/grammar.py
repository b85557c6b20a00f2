"""What a line of a regulation can be: chapter, article, supplementary provisions, paragraph, item."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from genkan.knowledge.text.numerals import number_of

NUMERAL = r"[0-9０-９〇一二三四五六七八九十百千]+"
_BRANCHES = rf"(?:[のノ之]{NUMERAL})*"
_SPACE = r"[　 \t]"
_ARTICLE = re.compile(
    rf"(?P<label>第(?P<number>{NUMERAL})条(?P<branches>{_BRANCHES})"
    rf"(?:(?:から|及び|、)第{NUMERAL}条{_BRANCHES}(?:まで)?)*)"
    rf"(?:{_SPACE}*[（(](?P<caption>[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)])?"
    rf"(?:{_SPACE}+(?P<text>.*))?"
)
_CHAPTER = re.compile(rf"第{NUMERAL}(?P<kind>[編章節款目]){_BRANCHES}(?:{_SPACE}+.*)?")
_SUPPLEMENTARY = re.compile(rf"附{_SPACE}*則(?:{_SPACE}*[（(].*[）)])?")
_ANNEX = re.compile(
    rf"(?:別表|別記|別紙|様式|別記様式|別図)(?:第?{NUMERAL})?(?:号(?:様式)?)?{_BRANCHES}(?:{_SPACE}*[（(].*[）)])?"
)
_CAPTION = re.compile(r"[（(](?P<caption>[^（）()]{1,60})[）)]")
_MARKDOWN_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<text>.*?)[ \t]*#*")
_NUMBERED_HEADING = re.compile(
    rf"(?:第{NUMERAL}|[0-9０-９]+(?:[.．-][0-9０-９]+)*[.．]?){_SPACE}+(?P<text>[^。]{{1,40}})"
)
_CONTENTS = re.compile(rf"目{_SPACE}*次")
_SCOPE = re.compile(rf"{_SPACE}*[（(]第{NUMERAL}条[^（）()]*[）)].*")
_PARAGRAPH = re.compile(
    rf"(?P<number>[0-9０-９]{{1,3}}){_SPACE}+(?P<text>.+)|(?P<circled>[①-⑳]){_SPACE}*(?P<rest>.+)"
)
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_ITEM = re.compile(
    rf"(?:(?P<kanji>[一二三四五六七八九十百]+{_BRANCHES})|(?P<iroha>[{_IROHA}])"
    rf"|(?P<digits>[（(][0-9０-９]{{1,2}}[）)]|[⑴-⒇])|(?P<inner>[（(][{_IROHA}ｦ-ﾝi-xｉ-ｘ][）)])){_SPACE}+(?P<text>.+)"
)
_RANKS = {kind: rank for rank, kind in enumerate("編章節款目", start=1)}
_LONGEST_HEADING = 300
_LONGEST_ANCHOR = 60
ITEM_KINDS = ("kanji", "iroha", "digits", "inner")


class ArticleStart(NamedTuple):
    """The line that begins an article; ``text`` is what follows on the same line."""

    anchor: str
    label: str
    caption: str
    text: str


class Chapter(NamedTuple):
    """A chapter, section or the like; a lower rank is further out."""

    rank: int
    text: str


class Marked(NamedTuple):
    """A line that begins with a number: a paragraph (kind "paragraph") or an item (one of ``ITEM_KINDS``)."""

    kind: str
    number: str
    value: int
    text: str


def article_start(line: str) -> ArticleStart | None:
    """「第十二条の二（見出し）　本文」; a sentence that begins with a reference to an article is none."""
    match = _ARTICLE.fullmatch(line.strip())
    if match is None or not (anchor := article_anchor(match["number"], match["branches"])):
        return None
    return ArticleStart(
        anchor, match["label"], (match["caption"] or "").strip(), (match["text"] or "").strip()
    )


def article_anchor(number: str, branches: str) -> str:
    """「十二」 and 「の二の三」 as ``12_2_3``; empty where the numerals are none, or no number of an article."""
    numerals = [number, *re.split("[のノ之]", branches)[1:]]
    values = [number_of(numeral) for numeral in numerals]
    anchor = "_".join(str(value) for value in values) if None not in values else ""
    return anchor if len(anchor) <= _LONGEST_ANCHOR else ""


def chapter(line: str) -> Chapter | None:
    """「第一章　総則」 and the like; a sentence that begins with a reference to a chapter is none."""
    match = _CHAPTER.fullmatch(line.strip())
    return Chapter(_RANKS[match["kind"]], one_space(line)) if match else None


def is_supplementary(line: str) -> bool:
    """「附則」, also with spaces and the number of the amendment behind it."""
    return _SUPPLEMENTARY.fullmatch(line.strip()) is not None


def is_annex(line: str) -> bool:
    """「別表第一（第三条関係）」, 「様式第二号」 and the like."""
    return _ANNEX.fullmatch(line.strip()) is not None


def without_contents(lines: Sequence[str]) -> Sequence[str]:
    """The lines without a table of contents, which names every chapter before it comes.

    It begins with 「目次」 and ends where its first entry comes again as a chapter, or with its last entry.
    """
    begin = next((place for place, line in enumerate(lines[:200]) if _CONTENTS.fullmatch(line.strip())), None)
    if begin is None:
        return lines
    entries = [(place, _entry(line)) for place, line in enumerate(lines) if place > begin and line.strip()]
    first = entries[0][1] if entries else ""
    again = next((place for place, entry in entries[1:] if first and entry == first), None)
    end = again if again is not None else next((p for p, entry in entries if not entry), len(lines))
    return [*lines[:begin], *lines[end:]]


def caption(line: str) -> str:
    """The words of a line that is nothing but （見出し）; empty otherwise."""
    match = _CAPTION.fullmatch(line.strip())
    return match["caption"].strip() if match else ""


def markdown_heading(line: str) -> Chapter | None:
    """A heading of Markdown, its rank being the number of marks."""
    match = _MARKDOWN_HEADING.fullmatch(line.rstrip()) if len(line) <= _LONGEST_HEADING else None
    return Chapter(len(match["marks"]), one_space(match["text"])) if match and match["text"] else None


def numbered_heading(line: str) -> Chapter | None:
    """A short line of plain text such as 「１　目的」, 「第２　対象」 or 「1.2 手順」."""
    match = _NUMBERED_HEADING.fullmatch(line.rstrip())
    if match is None or line[:1].isspace():
        return None
    return Chapter(1 + line.count(".") + line.count("．"), one_space(line))


def marked(line: str) -> Marked | None:
    """A line that begins with the number of a paragraph or an item."""
    if (paragraph := _PARAGRAPH.fullmatch(line.strip())) is not None:
        return _paragraph(paragraph)
    match = _ITEM.fullmatch(line.strip())
    if match is None:
        return None
    kind = next(kind for kind in ITEM_KINDS if match[kind])
    number = match[kind]
    return Marked(kind, number, number_of(re.split("[のノ之]", number)[0]) or 0, match["text"].strip())


def one_space(text: str) -> str:
    """The line with each stretch of white space as one ideographic space."""
    return re.sub(rf"{_SPACE}+", "　", text.strip())


def _entry(line: str) -> str:
    """The chapter that a line of a table of contents names, or 「附則」; empty for any other line."""
    text = _SCOPE.sub("", line[:_LONGEST_HEADING].strip())
    return one_space(text) if chapter(text) or is_supplementary(text) else ""


def _paragraph(match: re.Match[str]) -> Marked:
    if match["circled"]:
        return Marked(
            "paragraph", match["circled"], ord(match["circled"]) - ord("①") + 1, match["rest"].strip()
        )
    return Marked("paragraph", match["number"], number_of(match["number"]) or 0, match["text"].strip())
