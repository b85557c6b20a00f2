"""A new Word document with the paper, fonts and footer of official documents."""

from datetime import UTC, date, datetime, time

from docx import Document as new_document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

MINCHO, GOTHIC = "ＭＳ 明朝", "ＭＳ ゴシック"
BODY_SIZE = 12
_HEADING_SIZES = {1: 14, 2: 12, 3: 12, 4: 12, 5: 12, 6: 12}
_LONGEST_TITLE = 255
_LANGUAGE = "ja-JP"
_FONTS = ("ascii", "hAnsi", "eastAsia", "cs")
_THEMED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def prepare(*, title: str, day: date) -> WordDocument:
    """A4 upright with room to bind at the left, 明朝 for the body and ゴシック for headings, a number on each page."""
    word = new_document()
    _set_paper(word)
    _set_style(word, "Normal", font=MINCHO, size=BODY_SIZE)
    for rank, size in _HEADING_SIZES.items():
        _set_style(word, f"Heading {rank}", font=GOTHIC, size=size, heading=True)
    _set_language(word)
    _number_pages(word)
    _describe(word, title=title, day=day)
    return word


def _set_paper(word: WordDocument) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(30), Mm(25)
    section.left_margin, section.right_margin = Mm(30), Mm(25)
    section.footer_distance = Mm(12)


def _set_style(word: WordDocument, name: str, *, font: str, size: int, heading: bool = False) -> None:
    style = word.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.font.size = Pt(size)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(size // 2 if heading else 0), Pt(0)
    form.line_spacing = 1.25
    if heading:
        style.font.bold = False
        style.font.color.rgb = None
        form.keep_with_next = True
    style.font.name = font
    for fonts in style.element.iter(qn("w:rFonts")):
        for attribute in _THEMED:
            fonts.attrib.pop(qn(f"w:{attribute}"), "")
        for attribute in _FONTS:
            fonts.set(qn(f"w:{attribute}"), font)


def _set_language(word: WordDocument) -> None:
    """Japanese for the words of every style, so that Word checks them as such."""
    for language in word.styles.element.iter(qn("w:lang")):
        for attribute in ("val", "eastAsia"):
            language.set(qn(f"w:{attribute}"), _LANGUAGE)
    word.core_properties.language = _LANGUAGE


def _number_pages(word: WordDocument) -> None:
    paragraph: Paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # pyright: ignore[reportPrivateUsage]


def _describe(word: WordDocument, *, title: str, day: date) -> None:
    """The properties of the file: its title and its day, and no person."""
    properties = word.core_properties
    properties.title = title[:_LONGEST_TITLE]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = datetime.combine(day, time(), UTC)
