"""Files of office programs, made on the spot by the libraries that write them."""

import io
from pathlib import Path

import pytest
from docx import Document
from fpdf import FPDF
from openpyxl import Workbook
from PIL import Image, ImageDraw, ImageFont
from pptx import Presentation
from pptx.util import Inches

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
needs_font = pytest.mark.skipif(not FONT.exists(), reason="Debian's fonts-noto-cjk is not installed")


def _saved(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def word_regulation() -> bytes:
    """A regulation with a chapter, articles, items and a table with merged cells."""
    document = Document()
    document.add_heading("例示省旅費規程", 0)
    document.add_heading("第１章　総則", 1)
    document.add_paragraph("（目的）")
    document.add_paragraph("第１条　この規程は、旅費を定める。")
    document.add_paragraph("第２条　次に掲げる者に支給する。")
    document.add_paragraph("一　局長")
    table = document.add_table(2, 3)
    for place, words in enumerate(("区分", "額|円", "備考")):
        table.cell(0, place).text = words
    table.cell(1, 0).merge(table.cell(1, 1)).text = "併せた欄"
    document.add_paragraph("附則")
    document.add_paragraph("この規程は、公布の日から施行する。")
    return _saved(document)


def word_manual() -> bytes:
    """A manual with headings and a numbered list, whose numbers stand nowhere in its text."""
    document = Document()
    document.add_heading("窓口の手引", 0)
    document.add_heading("受付", 1)
    for step in ("番号札を渡す", "用件を聞く"):
        document.add_paragraph(step, style="List Number")
    document.add_heading("夜間", 2)
    document.add_paragraph("警備員が受け付ける。")
    document.sections[0].header.paragraphs[0].text = "取扱注意"
    return _saved(document)


def excel_table(rows: int = 120) -> bytes:
    """A table of numbers, with a sheet that is hidden."""
    book = Workbook()
    sheet = book.active
    sheet.title = "日額"
    sheet.append(["級", "額"])
    for number in range(rows):
        sheet.append([number, number * 1.5])
    hidden = book.create_sheet("下書き")
    hidden.append(["秘密"])
    hidden.sheet_state = "hidden"
    return _saved(book)


def excel_questions() -> bytes:
    """Questions with answers, the columns in an unusual order."""
    book = Workbook()
    for row in (
        ["令和7年度"],
        ["回答", "分類", "ご質問"],
        ["九時からです。", "窓口", "何時からですか。"],
        ["", "", "土曜は。"],
    ):
        book.active.append(row)
    return _saved(book)


def slides() -> bytes:
    """Two slides with a table and a speaker's note, one of them hidden."""
    show = Presentation()
    first = show.slides.add_slide(show.slide_layouts[1])
    first.shapes.title.text = "研修の目的"
    first.placeholders[1].text = "窓口を知る\n手引を読む"
    first.notes_slide.notes_text_frame.text = "ゆっくり話す。"
    table = first.shapes.add_table(2, 2, Inches(1), Inches(4), Inches(4), Inches(1)).table
    for place, words in enumerate(("時間", "内容", "九時", "開会")):
        table.cell(place // 2, place % 2).text = words
    second = show.slides.add_slide(show.slide_layouts[5])
    second.shapes.title.text = "予備"
    second._element.set("show", "0")
    return _saved(show)


def _pdf() -> FPDF:
    document = FPDF()
    document.add_font("noto", fname=FONT)
    document.set_font("noto", size=12)
    return document


def _written(document: FPDF) -> bytes:
    content = bytes(document.output())
    for font in document.fonts.values():
        font.ttfont.close()
    return content


def pdf_regulation() -> bytes:
    """Five pages with a running head and page numbers, an article each, and a ruled table on the third."""
    document = _pdf()
    for number in range(1, 6):
        document.add_page()
        document.cell(0, 8, "例示省規程集", new_x="LMARGIN", new_y="NEXT")
        document.multi_cell(0, 8, f"第{number}条　この規程は、職員の旅費の支給に関し必要な事項を定める。")
        if number == 3:
            with document.table(first_row_as_headings=False) as table:
                for words in (("区分", "日額"), ("局長", "三千円")):
                    row = table.row()
                    for each in words:
                        row.cell(each)
        document.set_y(-30)
        document.cell(0, 8, f"- {number} -", align="C")
    return _written(document)


def pdf_vertical() -> bytes:
    """A page written in columns from right to left."""
    document = _pdf()
    document.add_page()
    for column, words in enumerate(
        ("第一条　この規程は、縦に書く。", "第二条　右から左へ読む。", "二行にわたる文である。")
    ):
        for row, character in enumerate(words):
            document.text(180 - column * 10, 30 + row * 6, character)
    return _written(document)


def pdf_notice() -> bytes:
    """Two pages without articles."""
    document = _pdf()
    for words in ("一枚目のお知らせ", "二枚目のお知らせ"):
        document.add_page()
        document.multi_cell(0, 8, words)
    return _written(document)


def pdf_scanned(*, with_text: bool = False) -> bytes:
    """A picture of a page, and where asked for a page of text behind it."""
    document = _pdf()
    document.add_page()
    document.image(Image.new("L", (300, 400), 200), w=150)
    if with_text:
        document.add_page()
        document.multi_cell(0, 8, "文字のある頁である。")
    return _written(document)


def pdf_photographed(lines: tuple[str, ...]) -> bytes:
    """A page of an office printer at 200 dots an inch, which holds a picture of its words and no words."""
    picture = Image.new("L", (1654, 2339), 255)
    pen, font = ImageDraw.Draw(picture), ImageFont.truetype(str(FONT), 40)
    for number, line in enumerate(lines):
        pen.text((180, 220 + 90 * number), line, font=font, fill=20)
    document = _pdf()
    document.add_page()
    document.image(picture, x=0, y=0, w=210)
    return _written(document)


def pdf_locked() -> bytes:
    """A file that wants a password."""
    document = _pdf()
    document.set_encryption(owner_password="owner", user_password="reader")
    document.add_page()
    document.cell(0, 8, "秘密")
    return _written(document)
