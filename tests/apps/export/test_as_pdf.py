"""PDFs, drawn by WeasyPrint and read by PDFium."""

import pytest
from pypdfium2 import PdfDocument, raw

from genkan.apps.export.as_pdf import as_page, as_pdf
from genkan.apps.output import Output
from tests.apps.export.letters import DAY, HOSTILE, OUTPUT, TITLE

MILLIMETRES = 25.4 / 72


def pages_of(content: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in PdfDocument(content)]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return as_pdf(OUTPUT, title=TITLE, day=DAY)


def test_the_paper_is_a4_and_its_pages_are_numbered(pdf: bytes) -> None:
    document = PdfDocument(pdf)
    assert [round(side * MILLIMETRES) for side in document[0].get_size()] == [210, 297]
    assert [text.strip().endswith(str(number)) for number, text in enumerate(pages_of(pdf), start=1)] == [
        True,
        True,
    ]


def test_the_letter_and_its_checks_are_there(pdf: bytes) -> None:
    letter, checks = pages_of(pdf)
    for words in ("例総第123号", "旅費規程の改正について（通知）", "「3,000円」", "宿泊料", "以上"):
        assert words in letter
    assert "「3,000」は元の資料にありません。" in checks


def test_the_lines_stand_where_they_belong(pdf: bytes) -> None:
    page = PdfDocument(pdf)[0]
    words, width = page.get_textpage(), page.get_width()
    text = words.get_text_range()

    def edges(line: str) -> tuple[float, float]:
        first = text.index(line)
        left = words.get_charbox(first)[0]
        return left, words.get_charbox(first + len(line) - 1)[2]

    assert abs(edges("例総第123号")[1] - (width - 25 / MILLIMETRES)) < 6
    assert abs(edges("各課室長")[0] - 30 / MILLIMETRES) < 6
    left, right = edges("旅費規程の改正について（通知）")
    assert abs((left + right) / 2 - (30 / MILLIMETRES + width - 25 / MILLIMETRES) / 2) < 8


def test_japanese_is_set_in_mincho_and_names_nobody(pdf: bytes) -> None:
    document = PdfDocument(pdf)
    assert document.get_metadata_value("Title") == TITLE
    assert document.get_metadata_value("Author") == ""
    texts = document[0].get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
    fonts = {text.get_font().get_base_name().partition("+")[2] for text in texts}
    assert any("Serif" in font or "Mincho" in font for font in fonts)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_words(text: str) -> None:
    page = as_page(Output(text), title=text[:300], day=DAY)
    body = page.partition("<body>")[2]
    for mark in ("<script", "<img", "<a ", "<style", "href=", "onerror=alert(1)>"):
        assert mark not in body
    assert page.count("</body>") == 1


def test_hostile_texts_become_a_file_as_well() -> None:
    text = "\n\n".join(each for each in HOSTILE if len(each) < 1_000)
    (first, *_) = pages_of(as_pdf(Output(text), title=TITLE, day=DAY))
    assert "<script>alert(1)</script>" in first
