"""A laid out document as a file for Word."""

import io
from collections.abc import Iterable
from datetime import date

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from genkan.apps.export.layout import lay_out
from genkan.apps.export.pieces import Divider, NewPage, Piece, Place, Printed, Verbatim
from genkan.apps.export.word_setting import BODY_SIZE, GOTHIC, prepare
from genkan.apps.output import Output
from genkan.markdown import Line, Span, Table, clean_text

_ALIGNED = {
    Place.LEFT: WD_ALIGN_PARAGRAPH.JUSTIFY,
    Place.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Place.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
_LOWEST_RANK = 6
_DEEPEST = 12
_TABLE_SIZE = Pt(10.5)


def as_word(output: Output, *, title: str, day: date) -> bytes:
    """The output in the layout of official documents."""
    title = clean_text(title)
    word = prepare(title=title, day=day)
    for piece in lay_out(output, title=title, day=day):
        _draw(word, piece)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _draw(word: WordDocument, piece: Piece) -> None:
    match piece:
        case Printed():
            _draw_line(word, piece)
        case Table():
            _draw_table(word, piece)
        case Verbatim():
            for row in piece.text.split("\n"):
                _write(_indented(word.add_paragraph(), indent=1), (Span(row, code=True),))
        case Divider():
            _draw_under(word.add_paragraph())
        case NewPage():
            word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _draw_line(word: WordDocument, piece: Printed) -> None:
    style = f"Heading {min(piece.rank, _LOWEST_RANK)}" if piece.rank else None
    paragraph = _indented(word.add_paragraph(style=style), indent=piece.indent, first=piece.first)
    paragraph.alignment = _ALIGNED[piece.place]
    if piece.place is Place.CENTER:
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(BODY_SIZE)
    _write(paragraph, piece.line)


def _indented(paragraph: Paragraph, *, indent: int, first: int = 0) -> Paragraph:
    form = paragraph.paragraph_format
    if indent:
        form.left_indent = Pt(BODY_SIZE * min(indent, _DEEPEST))
    if first:
        form.first_line_indent = Pt(BODY_SIZE * first)
    return paragraph


def _write(paragraph: Paragraph, line: Iterable[Span]) -> None:
    for span in line:
        run = paragraph.add_run(span.text)
        run.bold, run.italic = span.bold or None, span.italic or None
        if span.code:
            run.font.name = GOTHIC
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), GOTHIC)  # pyright: ignore[reportPrivateUsage]


def _draw_under(paragraph: Paragraph) -> None:
    """A border below an empty line."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    bottom.set(qn("w:val"), "single")
    bottom.set(qn("w:sz"), "4")
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)  # pyright: ignore[reportPrivateUsage]


def _draw_table(word: WordDocument, table: Table) -> None:
    """A table with lines all round, whose head Word repeats on each page; rows are not torn apart."""
    drawn = word.add_table(rows=len(table.rows) + 1, cols=len(table.head), style="Table Grid")
    for place, (row, cells) in enumerate(zip(drawn.rows, (table.head, *table.rows), strict=True)):
        for cell, line, numeric in zip(row.cells, cells, table.numeric, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.alignment = _alignment(is_head=place == 0, is_numeric=numeric)
            _write_cell(paragraph, line, is_head=place == 0)
        _mark(row._tr.get_or_add_trPr(), "w:cantSplit")  # pyright: ignore[reportPrivateUsage]
    _repeat_head(drawn)
    word.add_paragraph()


def _write_cell(paragraph: Paragraph, line: Line, *, is_head: bool) -> None:
    _write(paragraph, [Span(span.text, span.bold, span.italic, span.code or is_head) for span in line])
    for run in paragraph.runs:
        run.font.size = _TABLE_SIZE


def _alignment(*, is_head: bool, is_numeric: bool) -> WD_ALIGN_PARAGRAPH:
    if is_head:
        return WD_ALIGN_PARAGRAPH.CENTER
    return WD_ALIGN_PARAGRAPH.RIGHT if is_numeric else WD_ALIGN_PARAGRAPH.LEFT


def _repeat_head(table: WordTable) -> None:
    _mark(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")  # pyright: ignore[reportPrivateUsage]


def _mark(properties: object, name: str) -> None:
    element = OxmlElement(name)
    element.set(qn("w:val"), "true")
    properties.append(element)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
