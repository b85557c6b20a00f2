"""HTML: headings, paragraphs and tables of the content, without scripts and the furniture of a site."""

import re
from collections.abc import Iterator

from lxml import etree, html
from lxml.html import HtmlElement

from genkan.knowledge.parse.blocks import Block, Draft, cut, heading, table, text
from genkan.knowledge.parse.decode import decode
from genkan.knowledge.parse.errors import DamagedFile, NoText
from genkan.knowledge.parse.regulation import Regulation
from genkan.knowledge.parse.table import Cell, grid, span, table_lines

_NEVER = (
    "script",
    "style",
    "template",
    "noscript",
    "iframe",
    "object",
    "embed",
    "svg",
    "canvas",
    "rt",
    "rp",
    "form",
)
_FURNITURE = ("nav", "footer", "aside")
_HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
_BREAKS = frozenset(
    {"p", "div", "li", "dt", "dd", "br", "section", "article", "main", "blockquote", "pre", "ul", "ol", "dl", "hr", "figcaption"}
)  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_DEEPEST = 200


def read_html(name: str, content: bytes) -> Regulation:
    """The words of a page. Raises ``EmptyFile``, ``TooLarge``, ``NotText``, ``DamagedFile`` or ``NoText``."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(  # pyright: ignore[reportUnknownMemberType]
            _DECLARED.sub("", decode(content, name=name)), parser=parser
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NoText(name=name) from error
    notes = list(_clean(root))
    title = _SPACE.sub(" ", root.findtext(".//title") or "").strip()
    try:
        blocks = tuple(_blocks(_content(root)))
    except RecursionError as error:
        raise DamagedFile(name=name, kind="HTML") from error
    return cut(Draft(title, blocks, tuple(notes)), name=name)


def _clean(root: HtmlElement) -> Iterator[str]:
    """Take out what is no content, and say of what a reader might miss that it was taken out."""
    etree.strip_elements(root, *_NEVER, with_tail=False)
    furniture = list(root.iter(*_FURNITURE))
    pictures = sum(1 for _ in root.iter("img"))
    etree.strip_elements(root, *_FURNITURE, with_tail=False)
    if furniture:
        yield f"案内やフッターなど、本文でない部分{len(furniture)}か所は読み込んでいません。"
    if pictures:
        yield f"画像{pictures}件は、文字の情報がないため読み込んでいません。"


def _content(root: HtmlElement) -> HtmlElement:
    """The one part that says it is the content, or else the whole page."""
    mains = list(root.iter("main")) or [each for each in root.iter() if each.get("role") == "main"]
    if len(mains) == 1:
        return mains[0]
    body = root.find("body")
    return root if body is None else body


def _blocks(holder: HtmlElement) -> Iterator[Block]:
    line: list[str] = []
    yield from _walk(holder, line)
    yield from _line(line)


def _walk(element: HtmlElement, line: list[str], depth: int = 0) -> Iterator[Block]:
    """The blocks below an element; ``line`` gathers words until something ends the line."""
    if depth > _DEEPEST:
        raise RecursionError
    line.append(element.text or "")
    for child in element:
        tag = str(child.tag)
        if tag in _HEADINGS or tag == "table":
            yield from _line(line)
            yield from _table(child) if tag == "table" else _heading(child)
        elif tag in _BREAKS:
            yield from _line(line)
            yield from _walk(child, line, depth + 1)
            yield from _line(line)
        else:
            yield from _walk(child, line, depth + 1)
        line.append(child.tail or "")


def _line(line: list[str]) -> Iterator[Block]:
    words = _SPACE.sub(" ", "".join(line)).strip(" ")
    line.clear()
    if words:
        yield text(words)
        yield text("")


def _heading(element: HtmlElement) -> Iterator[Block]:
    words = _SPACE.sub(" ", str(element.text_content())).strip()
    if words:
        yield heading(words, rank=_HEADINGS[str(element.tag)])


def _table(element: HtmlElement) -> Iterator[Block]:
    """A table of data as such; one that only places things on the page as what stands in it."""
    rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in element.iter("tr")]
    if next(element.iterdescendants("table"), None) is not None or max(map(len, rows), default=0) < 2:
        for row in rows:
            for cell in row:
                yield from _blocks(cell)
    else:
        yield table(table_lines(grid([[_cell(cell) for cell in row] for row in rows])))


def _cell(cell: HtmlElement) -> Cell:
    words = _SPACE.sub(" ", str(cell.text_content())).strip()
    return Cell(words, across=span(cell.get("colspan")), down=span(cell.get("rowspan")))
