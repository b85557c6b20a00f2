"""Word: headings, numbered lists, tables, text boxes and notes, in the order of the document."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element  # pyright: ignore[reportPrivateUsage]

from genkan.knowledge.parse.blocks import Block, Draft, cut, heading, table, text
from genkan.knowledge.parse.office.numbering import Numbering
from genkan.knowledge.parse.office.package import Package, child, local, value
from genkan.knowledge.parse.regulation import Regulation
from genkan.knowledge.parse.table import Cell, grid, span, table_lines

_DOCUMENT = "word/document.xml"
_HEADING_STYLE = re.compile(r"(?:heading|見出し)\s*([1-9])", re.IGNORECASE)
_TITLE_STYLE = re.compile(r"title|表題", re.IGNORECASE)
_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "rt", "pPr", "rPr"})


def read_word(name: str, content: bytes) -> Regulation:
    """The document in a .docx or .docm file. Raises ``DamagedFile``, ``EncryptedFile``, ``TooMuchInside`` or ``NoText``."""
    package = Package(name, content, kind="Wordの文書")
    document = _Word(package)
    return cut(document.draft(), name=name)


class _Word:
    """Reads one document."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._ranks, self._titles, self._listed = _styles(package)
        self._numbering = Numbering(_part(package, "word/numbering.xml"))
        self._title = ""

    def draft(self) -> Draft:
        root = self._package.xml(_DOCUMENT)
        body = child(root, "body")
        blocks = tuple(self._blocks(body)) if body is not None else ()
        return Draft(self._title, (*blocks, *self._footnotes()), tuple(self._notes(root)))

    def _blocks(self, holder: Element) -> Iterator[Block]:
        for element in holder:
            kind = local(element)
            if kind == "p":
                yield from self._paragraph(element)
            elif kind == "tbl":
                yield table(self._table(element))
            elif kind in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
                yield from self._blocks(element)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        style = value(child(element, "pPr", "pStyle"))
        label = self._numbering.label(child(element, "pPr", "numPr") or self._listed.get(style))
        words = _words(element)
        line = "　".join(part for part in (label, words) if part)
        if style in self._titles and words and not self._title:
            self._title = words
        elif (rank := self._rank(element, style)) and words:
            yield heading(line.replace("\n", "　"), rank=rank)
        else:
            yield from (text(each) for each in line.split("\n"))
            yield text("")
        for box in element.iter("{*}txbxContent"):
            if not _in_fallback(box):
                yield from self._blocks(box)

    def _rank(self, element: Element, style: str) -> int:
        own = value(child(element, "pPr", "outlineLvl"))
        return int(own) + 1 if own.isdecimal() and int(own) < 9 else self._ranks.get(style, 0)

    def _table(self, element: Element) -> list[str]:
        return table_lines(grid([list(self._cells(row)) for row in element if local(row) == "tr"]))

    def _cells(self, row: Element) -> Iterator[Cell]:
        """Merged cells below the first have no words of their own in the file."""
        for cell in row:
            if local(cell) == "tc":
                words = "\n".join(block.text for block in self._blocks(cell) if block.text)
                yield Cell(words, across=span(value(child(cell, "tcPr", "gridSpan"))))

    def _footnotes(self) -> Iterator[Block]:
        for part, label in (("word/footnotes.xml", "脚注"), ("word/endnotes.xml", "文末脚注")):
            root = _part(self._package, part)
            notes = [] if root is None else [note for note in root if not value(note, "type")]
            words = [found for note in notes if (found := " ".join(map(_words, note.iter("{*}p"))).strip())]
            if words:
                yield heading(label)
                yield from (text(f"（注{number}）　{each}") for number, each in enumerate(words, start=1))

    def _notes(self, root: Element) -> Iterator[str]:
        yield from self._package.notes()
        if next(root.iter("{*}del", "{*}ins", "{*}moveFrom"), None) is not None:
            yield "変更履歴があります。挿入は反映し、削除された文字は読み込んでいません。"
        if self._package.has("word/comments.xml"):
            yield "コメントは読み込んでいません。"
        if any(self._package.has(f"word/{part}1.xml") for part in ("header", "footer")):
            yield "ヘッダーとフッターは読み込んでいません。"


def _part(package: Package, part: str) -> Element | None:
    return package.xml(part) if package.has(part) else None


def _styles(package: Package) -> tuple[dict[str, int], frozenset[str], dict[str, Element]]:
    """The ranks of the heading styles, the styles of titles, and the lists that belong to styles."""
    ranks, titles, listed = dict[str, int](), set[str](), dict[str, Element]()
    root = _part(package, "word/styles.xml")
    for style in root if root is not None else ():
        identifier, name = value(style, "styleId"), value(child(style, "name"))
        level = value(child(style, "pPr", "outlineLvl"))
        found = _HEADING_STYLE.fullmatch(name)
        if found or (level.isdecimal() and int(level) < 9):
            ranks[identifier] = int(found[1]) if found else int(level) + 1
        elif _TITLE_STYLE.fullmatch(name):
            titles.add(identifier)
        if (numbers := child(style, "pPr", "numPr")) is not None:
            listed[identifier] = numbers
    return ranks, frozenset(titles), listed


def _words(paragraph: Element) -> str:
    """The words of a paragraph without what was deleted, and without its text boxes."""
    return "".join(_pieces(paragraph)).strip(" \t\n")


def _pieces(element: Element) -> Iterator[str]:
    for each in element:
        kind = local(each)
        if kind in _LEFT_OUT or kind == "txbxContent":
            continue
        if kind == "t":
            yield each.text or ""
        elif kind in {"tab", "ptab"}:
            yield "　"
        elif kind in {"br", "cr"}:
            yield "\n"
        elif kind == "noBreakHyphen":
            yield "-"
        else:
            yield from _pieces(each)


def _in_fallback(element: Element) -> bool:
    return any(local(above) == "Fallback" for above in element.iterancestors())
