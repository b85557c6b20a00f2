"""PowerPoint: a section for each slide, with its tables and the speaker's notes."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element  # pyright: ignore[reportPrivateUsage]

from genkan.knowledge.parse.blocks import Block, Draft, cut, heading, table, text
from genkan.knowledge.parse.office.package import Package, child, local, value
from genkan.knowledge.parse.regulation import Regulation
from genkan.knowledge.parse.table import Cell, grid, span, table_lines

_PRESENTATION = "ppt/presentation.xml"
_TITLES = frozenset({"title", "ctrTitle"})
_FURNITURE = frozenset({"sldNum", "dt", "ftr", "hdr", "sldImg"})
_SPACE = re.compile(r"\s+")


def read_powerpoint(name: str, content: bytes) -> Regulation:
    """The slides of a .pptx or .pptm file. Raises ``DamagedFile``, ``EncryptedFile``, ``TooMuchInside`` or ``NoText``."""
    package = Package(name, content, kind="PowerPointの資料")
    slides = list(_slides(package))
    notes, blocks = list(package.notes()), list[Block]()
    for number, (part, slide) in enumerate(slides, start=1):
        if slide.get("show") == "0":
            notes.append(f"スライド{number}は、非表示のため読み込んでいません。")
            continue
        title, body = _content(slide)
        blocks.append(heading(f"スライド{number}　{title}".strip("　")))
        blocks += [*body, *_speaker(package, part)]
    return cut(Draft("", tuple(blocks), tuple(notes)), name=name)


def _slides(package: Package) -> Iterator[tuple[str, Element]]:
    """The slides in the order of the presentation, which is not that of their file names."""
    related = package.related(_PRESENTATION)
    listed = child(package.xml(_PRESENTATION), "sldIdLst")
    for each in listed if listed is not None else ():
        link = next((str(found) for key, found in each.attrib.items() if str(key).endswith("}id")), "")
        _, part = related.get(link, ("", ""))
        if package.has(part):
            yield part, package.xml(part)


def _content(slide: Element) -> tuple[str, list[Block]]:
    title, blocks = "", list[Block]()
    for shape in slide.iter("{*}sp", "{*}graphicFrame"):
        role = value(next(shape.iter("{*}ph"), None), "type")
        if role in _TITLES and not title:
            title = _SPACE.sub("　", "".join(_paragraphs(shape))).strip()
        elif local(shape) == "graphicFrame":
            blocks += [table(_table(each)) for each in shape.iter("{*}tbl")]
        elif role not in _FURNITURE:
            blocks += [block for words in _paragraphs(shape) for block in (text(words), text(""))]
    return title, blocks


def _paragraphs(shape: Element) -> Iterator[str]:
    for paragraph in shape.iter("{*}p"):
        words = "".join(
            "　" if local(each) == "br" else each.text or "" for each in paragraph.iter("{*}t", "{*}br")
        ).strip()
        if words:
            yield words


def _table(element: Element) -> list[str]:
    rows = [[_cell(cell) for cell in row.iter("{*}tc") if not _merged(cell)] for row in element.iter("{*}tr")]
    return table_lines(grid(rows))


def _merged(cell: Element) -> bool:
    """Whether the cell is covered by another one."""
    return "1" in {cell.get("hMerge"), cell.get("vMerge")} or "true" in {
        cell.get("hMerge"),
        cell.get("vMerge"),
    }


def _cell(cell: Element) -> Cell:
    return Cell(
        "\n".join(_paragraphs(cell)), across=span(cell.get("gridSpan")), down=span(cell.get("rowSpan"))
    )


def _speaker(package: Package, part: str) -> Iterator[Block]:
    for kind, other in package.related(part).values():
        if kind == "notesSlide" and package.has(other):
            _, blocks = _content(package.xml(other))
            if any(block.text for block in blocks):
                yield text("（発表者ノート）")
                yield text("")
                yield from blocks
