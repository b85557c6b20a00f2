"""Word, Excel, PowerPoint, PDF, HTML and tables to regulations and other documents."""

import io
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook

from genkan.knowledge.errors import FileProblem, UnsupportedKind
from genkan.knowledge.parse import RECOGNISED, ArticleKind, DocumentKind, parse
from genkan.knowledge.parse.errors import (
    DamagedFile,
    EncryptedFile,
    NestedArchive,
    NoQuestions,
    NoText,
    OldOffice,
    ScannedPages,
    TooMuchInside,
)
from genkan.knowledge.parse.office import excel
from genkan.knowledge.parse.pdf.scanned import installed_recognition
from tests.knowledge import office_files as made
from tests.knowledge.law_xml import LAW

needs_font = made.needs_font


def test_a_regulation_in_word() -> None:
    read = parse("規程.docx", content=made.word_regulation())
    assert (read.title, read.kind) == ("例示省旅費規程", DocumentKind.REGULATION)
    first, second, supplement = read.articles
    assert (first.anchor, first.caption, first.headings) == ("1", "目的", ("第１章　総則",))
    assert second.text.split("\n") == [
        "次に掲げる者に支給する。",
        "一　局長",
        "| 区分 | 額\\|円 | 備考 |",
        "|---|---|---|",
        "| 併せた欄 |  |  |",
    ]
    assert supplement.anchor == "s1"


def test_a_manual_in_word_is_cut_at_headings_and_keeps_the_numbers_of_lists() -> None:
    read = parse("手引.docx", content=made.word_manual())
    assert (read.title, read.kind) == ("窓口の手引", DocumentKind.DOCUMENT)
    assert [(each.label, each.headings, each.kind) for each in read.articles] == [
        ("受付", (), ArticleKind.SECTION),
        ("夜間", ("受付",), ArticleKind.SECTION),
    ]
    assert read.articles[0].text == "1.　番号札を渡す\n2.　用件を聞く"
    assert "ヘッダーとフッターは読み込んでいません。" in read.notes


def test_what_was_deleted_with_tracked_changes_is_not_read() -> None:
    source = io.BytesIO(made.word_manual())
    changed = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "word/document.xml":
                deleted = "<w:p><w:del><w:r><w:delText>消した文</w:delText></w:r></w:del><w:ins><w:r><w:t>足した文</w:t></w:r></w:ins></w:p>"
                content = content.replace(b"<w:sectPr", deleted.encode() + b"<w:sectPr", 1)
            new.writestr(entry, content)
        new.writestr("word/vbaProject.bin", b"\x00")
    read = parse("手引.docm", content=changed.getvalue())
    text = "".join(article.text for article in read.articles)
    assert "足した文" in text and "消した文" not in text
    assert "マクロが含まれています。マクロは実行せず、読み込んでいません。" in read.notes
    assert any(note.startswith("変更履歴があります。") for note in read.notes)


def test_a_workbook_is_cut_into_stretches_under_its_head() -> None:
    read = parse("日額.xlsx", content=made.excel_table())
    assert [each.label for each in read.articles] == [
        "日額（1〜50行目）",
        "日額（51〜100行目）",
        "日額（101〜120行目）",
    ]
    assert read.articles[2].text.startswith("| 級 | 額 |\n|---|---|\n| 100 | 150 |\n| 101 | 151.5 |")
    assert read.notes == ("シート「下書き」は、非表示のため読み込んでいません。",)


def book_of(*sheets: Mapping[str, str]) -> bytes:
    """A workbook of sheets, each given by its cells."""
    book, file = Workbook(), io.BytesIO()
    del book["Sheet"]
    for number, cells in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"表{number}")
        for place, value in cells.items():
            sheet[place] = value
    book.save(file)
    return file.getvalue()


def test_a_far_cell_of_a_sheet_does_not_widen_every_row() -> None:
    read = parse(
        "広.xlsx", content=book_of({"A1": "品目", "B1": "額", "A2": "写し", "C2": "注", "XFD3": "遠"})
    )
    assert read.articles[0].text == "| 品目 | 額 |  |\n|---|---|---|\n| 写し |  | 注 |"
    assert read.notes == ("シート「表1」の256列より後は読み込んでいません。",)


def test_a_workbook_is_read_up_to_a_number_of_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "_MOST_CELLS", 7)
    cells = {f"{column}{row}": f"{column}{row}" for row in (1, 2) for column in "AB"}
    read = parse("多.xlsx", content=book_of(cells, cells, cells))
    text = "".join(article.text for article in read.articles)
    assert (text.count("A1"), text.count("A2")) == (2, 1)
    assert read.notes == (
        "シート「表2」の1行より後は読み込んでいません。",
        "シート「表3」の0行より後は読み込んでいません。",
    )


def test_questions_in_a_workbook() -> None:
    read = parse("よくある質問.xlsx", content=made.excel_questions())
    assert read.kind is DocumentKind.FAQ
    (row,) = read.articles
    assert (row.anchor, row.label, row.caption, row.kind) == (
        "r1",
        "問1",
        "何時からですか。",
        ArticleKind.ROW,
    )
    assert row.text == "問　何時からですか。\n答　九時からです。\n分類：窓口"
    assert read.notes == ("4行目は、回答が空のため読み込んでいません。",)


def test_slides() -> None:
    read = parse("研修.pptx", content=made.slides())
    (slide,) = read.articles
    assert slide.label == "スライド1　研修の目的"
    assert slide.text.split("\n") == [
        "窓口を知る",
        "手引を読む",
        "| 時間 | 内容 |",
        "|---|---|",
        "| 九時 | 開会 |",
        "（発表者ノート）",
        "ゆっくり話す。",
    ]
    assert read.notes == ("スライド2は、非表示のため読み込んでいません。",)


@needs_font
def test_a_regulation_in_pdf_without_what_every_page_repeats() -> None:
    read = parse("規程.pdf", content=made.pdf_regulation())
    assert [each.anchor for each in read.articles] == ["1", "2", "3", "4", "5"]
    assert read.articles[2].text.split("\n")[1:] == ["| 区分 | 日額 |", "|---|---|", "| 局長 | 三千円 |"]
    assert read.notes == ("各ページに繰り返される見出しとページ番号（10行）は読み込んでいません。",)


@needs_font
def test_vertical_writing() -> None:
    first, second = parse("縦.pdf", content=made.pdf_vertical()).articles
    assert (first.label, first.text) == ("第一条", "この規程は、縦に書く。")
    assert (second.label, second.text) == ("第二条", "右から左へ読む。二行にわたる文である。")


@needs_font
def test_other_pdfs_are_cut_at_pages() -> None:
    read = parse("お知らせ.pdf", content=made.pdf_notice())
    assert [(each.label, each.text) for each in read.articles] == [
        ("1ページ", "一枚目のお知らせ"),
        ("2ページ", "二枚目のお知らせ"),
    ]


def recogniser(folder: Path, monkeypatch: pytest.MonkeyPatch, *, languages: str) -> None:
    """A program in place of tesseract, which says what it was given."""
    program = folder / "tesseract"
    program.write_text(
        f"#!{sys.executable}\nimport sys\n"
        f"if '--list-langs' in sys.argv: print({languages!r}); sys.exit()\n"
        "head = sys.stdin.buffer.read(2)\n"
        "print('読 み 取 っ た 文' if head == b'P5' and sys.argv[1:] == ['stdin', 'stdout', '-l', 'jpn'] else '')\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@needs_font
def test_scanned_pages_are_recognised_where_the_program_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recogniser(tmp_path, monkeypatch, languages="jpn")
    read = parse("走査.pdf", content=made.pdf_scanned())
    assert read.articles[0].text == "読み取った文"
    assert read.articles[0].headings == (RECOGNISED,)
    assert read.notes == (
        "画像だけのページ（1ページ）は、文字認識で読み込みました。誤りがないか確かめてください。",
    )


@needs_font
def test_only_what_was_read_from_pictures_is_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recogniser(tmp_path, monkeypatch, languages="jpn")
    read = parse("混在.pdf", content=made.pdf_scanned(with_text=True))
    assert [(each.label, each.headings) for each in read.articles] == [
        ("1ページ", (RECOGNISED,)),
        ("2ページ", ()),
    ]


@needs_font
@pytest.mark.skipif(installed_recognition() is None, reason="Debian's tesseract-ocr-jpn is not installed")
def test_a_photographed_regulation_is_read_by_tesseract() -> None:
    lines = (
        "例示市公印規程",
        "第一条　この規程は、公印の保管に関し必要な事項を定める。",
        "第二条　公印は、総務課長が保管する。",
    )
    read = parse("公印.pdf", content=made.pdf_photographed(lines))
    assert [article.anchor for article in read.articles] == ["1", "2"]
    assert "公印の保管に関し必要な事項を定める" in read.articles[0].text
    assert read.articles[1].text.startswith("公印は、総務課長が")
    assert "文字認識で読み込みました" in read.notes[0]
    assert [article.headings for article in read.articles] == [(RECOGNISED,), (RECOGNISED,)]


@needs_font
@pytest.mark.parametrize("installed", [True, False])
def test_scanned_pages_without_japanese_recognition(
    installed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if installed:
        recogniser(tmp_path, monkeypatch, languages="eng")
    else:
        monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ScannedPages, match="tesseract-ocr-jpn"):
        parse("走査.pdf", content=made.pdf_scanned())
    mixed = parse("走査.pdf", content=made.pdf_scanned(with_text=True))
    assert [each.label for each in mixed.articles] == ["2ページ"]
    assert mixed.notes[0].startswith("画像だけのページ（1ページ）は、文字を認識できないため")


def test_a_page_of_html() -> None:
    page = """<!doctype html><html><head><meta charset="euc-jp"><title>窓口の案内</title><script>盗む()</script></head>
      <body><nav>ホーム</nav><main><h1>受付</h1><p>番号札を<ruby>渡<rt>わた</rt></ruby>す。</p>
      <ul><li>平日</li><li>土曜</li></ul>
      <table><tr><th>時間</th><th>場所</th></tr><tr><td colspan="2">未定</td></tr></table>
      <h2>夜間</h2><p>警備員が受け付ける。</p></main><footer>著作権</footer></body></html>"""
    read = parse("案内.txt", content=page.encode("euc_jp"))
    assert read.title == "窓口の案内"
    assert [(each.label, each.text) for each in read.articles] == [
        ("受付", "番号札を渡す。\n平日\n土曜\n| 時間 | 場所 |\n|---|---|\n| 未定 |  |"),
        ("夜間", "警備員が受け付ける。"),
    ]
    assert read.notes == ("案内やフッターなど、本文でない部分2か所は読み込んでいません。",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16", "iso2022_jp"])
def test_questions_in_csv(encoding: str) -> None:
    table = '分類,回答,質問\r\n窓口,"九時から、\r\n毎日です。",何時からですか。\r\n窓口,,土曜は。\r\n窓口\r\n'
    read = parse("質問.csv", content=table.encode(encoding))
    assert [each.text for each in read.articles] == [
        "問　何時からですか。\n答　九時から、\n毎日です。\n分類：窓口"
    ]
    assert read.notes == (
        "3行目は、回答が空のため読み込んでいません。",
        "4行目は、列が足りないため読み込んでいません。",
    )


def test_any_other_table_in_text() -> None:
    read = parse("料金.tsv", content="品目\t額\n写し\t十円\n".encode())
    assert read.articles[0].text == "| 品目 | 額 |\n|---|---|\n| 写し | 十円 |"


def test_many_bad_rows_are_counted() -> None:
    rows = "".join(f"問{number},\n" for number in range(30))
    notes = parse("質問.csv", content=f"質問,回答\n良い,はい\n{rows}".encode()).notes
    assert (len(notes), notes[-1]) == (21, "このほか10行を、同じ理由で読み込んでいません。")


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 60_000_000)
    return file.getvalue()


def with_part(name: str, size: int, *, method: int) -> bytes:
    """A regulation of Word with one more part."""
    file = io.BytesIO(made.word_regulation())
    with zipfile.ZipFile(file, "a", method) as archive:
        archive.writestr(name, b" " * size)
    return file.getvalue()


def test_a_large_film_is_no_reason_to_refuse_a_document() -> None:
    film = with_part("word/media/film.mp4", 31_000_000, method=zipfile.ZIP_STORED)
    assert parse("a.docx", content=film).articles


def locked_office() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512 + "EncryptedPackage".encode("utf-16-le")


def empty_archive() -> bytes:
    file = io.BytesIO()
    zipfile.ZipFile(file, "w").close()
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("膨.docx", bomb(), TooMuchInside),
        ("小.docx", with_part("word/a.xml", 2_000_000, method=zipfile.ZIP_DEFLATED), TooMuchInside),
        ("大.docx", with_part("word/a.xml", 31_000_000, method=zipfile.ZIP_STORED), TooMuchInside),
        ("鍵.docx", locked_office(), EncryptedFile),
        ("古.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512, OldOffice),
        ("中.zip", empty_archive(), NestedArchive),
        ("絵.pdf", b"\x89PNG\r\n", UnsupportedKind),
        ("壊.pdf", b"%PDF-1.7\nrubbish", DamagedFile),
        ("空.html", b"<html><body><script>x</script></body></html>", NoText),
        ("質問.csv", "質問,回答\n,\n".encode(), NoQuestions),
    ],
)
def test_files_that_are_refused(name: str, content: bytes, problem: type[FileProblem]) -> None:
    with pytest.raises(problem) as raised:
        parse(name, content=content)
    assert name in str(raised.value)


@needs_font
def test_a_pdf_with_a_password() -> None:
    with pytest.raises(EncryptedFile):
        parse("鍵.pdf", content=made.pdf_locked())


def as_bytes(text: str) -> Callable[[], bytes]:
    return lambda: text.encode("utf-16")


WHOLE = [
    ("a.docx", made.word_regulation),
    ("a.xlsx", made.excel_table),
    ("a.pptx", made.slides),
    ("a.xml", as_bytes(LAW.removeprefix('<?xml version="1.0" encoding="UTF-8"?>'))),
    (
        "a.html",
        as_bytes("<html><body><h1>見出し</h1><table><tr><td>甲</td><td>乙</td></tr></table></body></html>"),
    ),
    ("a.csv", as_bytes('質問,回答\n"何時","九時"\n')),
    pytest.param("a.pdf", made.pdf_regulation, marks=needs_font),
]


@pytest.mark.parametrize(("name", "make"), WHOLE)
def test_damaged_files_are_told_and_never_crash(name: str, make: Callable[[], bytes]) -> None:
    """Cut off, or with bytes changed: either something is read or a sentence says why not."""
    whole, chance = make(), random.Random(4)
    told = 0
    for _ in range(25):
        content = bytearray(whole[: chance.randrange(1, len(whole))] if chance.random() < 0.5 else whole)
        for _ in range(chance.randrange(0, 8)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            parse(name, content=bytes(content))
        except FileProblem as problem:
            told += 1
            assert "「" in str(problem)
    assert told > 0


def test_a_start_loads_none_of_the_libraries_that_read_files() -> None:
    heavy = ("lxml", "openpyxl", "pypdfium2", "aiohttp")
    program = f"import sys, genkan.asgi.application; print([name for name in {heavy} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
