"""The comparison of two versions as a Word document: A4 landscape, 改正後 on the left, changed words underlined."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from docx import Document as new_document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt
from docx.styles.style import CharacterStyle
from docx.table import Table, _Cell  # pyright: ignore[reportPrivateUsage]

from genkan.knowledge.comparison.comparison import Run
from genkan.knowledge.comparison.comparison_print import PrintedLine

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LONGEST = 255  # of a property, in characters
_FONT = "ＭＳ 明朝"
_SHORT, _LONG, _MARGIN = Mm(210), Mm(297), Mm(20)
_LINES = ("top", "left", "bottom", "right", "insideV")


@dataclass(frozen=True)
class WordTexts:
    """What stands around the text of the law: the heading, and the heads of both columns.

    ``author`` and ``made`` are kept with the file, the heading as its title.
    """

    heading: str
    new: str
    old: str
    author: str
    made: datetime


def comparison_as_word(lines: Iterable[PrintedLine], *, texts: WordTexts) -> bytes:
    """The lines as a file for Word."""
    word = new_document()
    _set_up(word)
    _describe(word, texts)
    heading = word.add_paragraph(_writable(texts.heading))
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = word.add_table(rows=1, cols=2)
    _draw_lines(table)
    _fill_head(table, texts)
    for line in lines:
        new, old = table.add_row().cells
        _fill(new, line.new)
        _fill(old, line.old)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _set_up(word: WordDocument) -> None:
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _LONG, _SHORT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    style = word.styles["Normal"]
    if isinstance(style, CharacterStyle):
        style.font.name, style.font.size = _FONT, Pt(10.5)
    for fonts in word.styles.element.iter(qn("w:rFonts")):
        fonts.set(qn("w:eastAsia"), _FONT)


def _describe(word: WordDocument, texts: WordTexts) -> None:
    """What Word shows as the properties of the file."""
    properties = word.core_properties
    properties.title, properties.author = (
        _writable(texts.heading)[:_LONGEST],
        _writable(texts.author)[:_LONGEST],
    )
    properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = texts.made


def _draw_lines(table: Table) -> None:
    """A frame and a line between the columns, none between the rows, as in official tables."""
    borders = OxmlElement("w:tblBorders")
    for name in _LINES:
        border = OxmlElement(f"w:{name}")
        border.set(qn("w:val"), "single")
        border.set(qn("w:sz"), "4")
        borders.append(border)
    table._tbl.tblPr.append(borders)  # pyright: ignore[reportPrivateUsage]


def _fill_head(table: Table, texts: WordTexts) -> None:
    """The first row, which Word repeats on each page."""
    head = table.rows[0]
    for cell, title in zip(head.cells, (texts.new, texts.old), strict=True):
        cell.paragraphs[0].add_run(_writable(title))
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    head._tr.get_or_add_trPr().append(repeated)  # pyright: ignore[reportPrivateUsage]


def _fill(cell: _Cell, runs: Iterable[Run]) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    for run in runs:
        paragraph.add_run(_writable(run.text)).underline = run.changed or None


def _writable(text: str) -> str:
    """Without control characters, which a Word file cannot hold."""
    return "".join(character for character in text if character.isprintable() or character in "\t　")
