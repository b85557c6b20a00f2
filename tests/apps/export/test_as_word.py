"""Word files, opened by the library that reads them."""

import io
import zipfile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm

from genkan.apps.export.as_word import as_word
from genkan.apps.output import Output
from tests.apps.export.letters import DAY, HOSTILE, OUTPUT, TITLE


@pytest.fixture(scope="module")
def word() -> WordDocument:
    return opened(OUTPUT)


def opened(output: Output) -> WordDocument:
    return Document(io.BytesIO(as_word(output, title=TITLE, day=DAY)))


def text_of(word: WordDocument) -> str:
    return "\n".join(paragraph.text for paragraph in word.paragraphs)


def test_the_paper_is_a4_with_room_to_bind(word: WordDocument) -> None:
    section = word.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert abs(section.left_margin - Mm(30)) < Mm(0.1)


def test_lines_stand_where_official_letters_have_them(word: WordDocument) -> None:
    places = {paragraph.text: paragraph.alignment for paragraph in word.paragraphs}
    assert places["例総第123号"] == WD_ALIGN_PARAGRAPH.RIGHT
    assert places["例示省大臣官房総務課長"] == WD_ALIGN_PARAGRAPH.RIGHT
    assert places["旅費規程の改正について（通知）"] == places["記"] == WD_ALIGN_PARAGRAPH.CENTER
    assert places["以上"] == WD_ALIGN_PARAGRAPH.RIGHT
    heading = next(each for each in word.paragraphs if each.text.startswith("旅費規程"))
    assert heading.style is not None and heading.style.name == "Heading 1"


@pytest.mark.parametrize(("style", "font"), [("Normal", "ＭＳ 明朝"), ("Heading 1", "ＭＳ ゴシック")])
def test_fonts_are_those_of_official_documents(word: WordDocument, style: str, font: str) -> None:
    (fonts,) = word.styles[style].element.iter(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{each}")) for each in ("ascii", "hAnsi", "eastAsia")} == {font}
    assert fonts.get(qn("w:eastAsiaTheme")) is None


def test_a_table_is_one_and_repeats_its_head(word: WordDocument) -> None:
    table, checks = word.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["区分", "改正前", "改正後"],
        ["日当", "2,600", "3,000"],
        ["宿泊料", "△1,000", "12.5%"],
    ]
    assert table.cell(1, 1).paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    for each in (table, checks):
        assert each.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert checks.cell(1, 1).text == "要確認"


def test_pages_are_numbered_and_the_language_is_japanese(word: WordDocument) -> None:
    (field,) = word.sections[0].footer._element.iter(qn("w:fldSimple"))
    assert field.get(qn("w:instr")) == "PAGE"
    assert {each.get(qn("w:val")) for each in word.styles.element.iter(qn("w:lang"))} == {"ja-JP"}


def test_the_file_says_nothing_about_persons(word: WordDocument) -> None:
    properties = word.core_properties
    assert (properties.title, properties.language) == (TITLE, "ja-JP")
    assert {properties.author, properties.last_modified_by, properties.comments} == {""}
    assert properties.created is not None and properties.created.date() == DAY


def test_bold_stays_bold_within_japanese(word: WordDocument) -> None:
    runs = [run.text for paragraph in word.paragraphs for run in paragraph.runs if run.bold]
    assert runs == ["「3,000円」"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_gives_a_file_that_opens(text: str) -> None:
    content = as_word(Output(text), title=text[:300], day=DAY)
    word = Document(io.BytesIO(content))
    assert word.paragraphs
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"TargetMode" not in archive.read(
            "word/_rels/document.xml.rels"
        )  # nothing leads out of the file


def test_words_that_look_like_html_are_words() -> None:
    word = opened(Output(HOSTILE[2] + "\n\n" + HOSTILE[3]))
    assert "<script>alert(1)</script>" in text_of(word)
    assert "[押す](javascript:alert(1))" in text_of(word)
    assert "[x](file:///etc/passwd)" in text_of(word)


def test_a_long_table_keeps_every_row() -> None:
    text = "| 番号 | 名称 |\n|---|---|\n" + "\n".join(f"| {n} | 例示{n} |" for n in range(2_000))
    (table,) = opened(Output(text)).tables
    assert len(table.rows) == 2_001
    assert table.rows[2_000].cells[1].text == "例示1999"
