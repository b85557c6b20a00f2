"""Workbooks, opened by the library that reads them."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from genkan.apps.export.as_excel import as_excel, has_table
from genkan.apps.export.cell_values import value_of
from genkan.apps.export.errors import NoTableToExport
from genkan.apps.output import Output
from tests.apps.export.letters import DAY, HOSTILE, OUTPUT, TITLE


def opened(text: str) -> Workbook:
    return load_workbook(io.BytesIO(as_excel(Output(text), title=TITLE, day=DAY)))


def cells(words: str) -> tuple[object, str, str]:
    sheet = opened(f"| 見出し |\n|---|\n| {words} |").worksheets[0]
    return sheet["A2"].value, sheet["A2"].data_type, sheet["A2"].number_format


@pytest.mark.parametrize(
    "words", ["=1+1", '=HYPERLINK("http://x")', "+81-3-0000-0000", "-cmd", "@SUM(A1)", "＝1+1", "=1+1 続き"]
)
def test_what_looks_like_a_formula_is_text(words: str) -> None:
    content = as_excel(Output(f"| {words} |\n|---|\n| {words} |"), title=TITLE, day=DAY)
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert (sheet["A1"].value, sheet["A1"].data_type) == (words, "s")
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["A2"].number_format) == (words, "s", "@")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("words", "value", "form"),
    [
        ("1,200", 1200, "#,##0"),
        ("１，２００", 1200, "#,##0"),
        ("-5", -5, "0"),
        ("△1,000", -1000, '#,##0;"△"#,##0'),
        ("3.50", 3.5, "0.00"),
        ("12.5%", 0.125, "0.0%"),
        ("0", 0, "0"),
    ],
)
def test_numbers_are_numbers(words: str, value: float, form: str) -> None:
    assert cells(words) == (value, "n", form)


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("2026-11-22", "yyyy-mm-dd"),
        ("2026/11/22", "yyyy-mm-dd"),
        ("2026年11月22日", 'yyyy"年"m"月"d"日"'),
        ("令和8年11月22日", '[$-ja-JP]ggge"年"m"月"d"日"'),
    ],
)
def test_days_are_days(words: str, form: str) -> None:
    value, kind, shown_as = cells(words)
    assert isinstance(value, datetime)
    assert (value.date(), kind, shown_as) == (date(2026, 11, 22), "d", form)


@pytest.mark.parametrize(
    "words",
    [
        "0312345678",
        "1,20",
        "2026-13-40",
        "1234567890123456",
        "H1.2.3",
        "1,200円",
        "明治33年1月1日",
        "第3号",
        "1e5",
        "NaN",
        "-",
        "△",
    ],
)
def test_what_is_not_surely_a_number_or_a_day_stays_as_written(words: str) -> None:
    assert value_of(words).value == words
    assert cells(words)[:2] == (words, "s")


def test_each_table_has_a_sheet_called_by_its_heading() -> None:
    table = "| a |\n|---|\n| 1 |\n"
    book = opened(
        f"{table}\n# 一覧[1]/2\n\n{table}\n\n本文\n\n{table}\n## {'長' * 40}\n\n- 項目\n\n  {table.replace(chr(10), chr(10) + '  ')}"
    )
    assert book.sheetnames == [TITLE, "一覧12", "一覧12（2）", "長" * 31]
    assert all(sheet.freeze_panes == "A2" and sheet.print_title_rows == "$1:$1" for sheet in book.worksheets)


def test_checks_have_a_sheet_and_nobody_is_named() -> None:
    content = as_excel(OUTPUT, title=TITLE, day=DAY)
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["旅費規程の改正について（通知）", "出力の確認"]
    assert [[cell.value for cell in row][:2] for row in book["出力の確認"].iter_rows(min_row=2)] == [
        ["数字の照合", "要確認"],
        ["見出しの網羅", "問題なし"],
        ["長い資料のため、3つの部分に分けて読みました。", None],
    ]
    assert book.properties.title == TITLE
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"creator" not in archive.read("docProps/core.xml")


def test_a_text_without_a_table_has_nothing_for_excel() -> None:
    assert not has_table(Output("本文"))
    assert has_table(OUTPUT)
    with pytest.raises(NoTableToExport):
        opened("本文")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_cell_gives_a_file_that_opens(text: str) -> None:
    first = text.split("\n")[0].replace("|", "")
    sheet = opened(f"# {first[:300]}\n\n| 見出し |\n|---|\n| {first} |\n| 末尾 |").worksheets[0]
    assert sheet.max_row == 3
    assert sheet["A3"].value == "末尾"


def test_a_cell_that_excel_cannot_hold_is_cut_and_says_so() -> None:
    value, *_ = cells("長" * 40_000)
    assert isinstance(value, str)
    assert value.endswith("省略しました。）")
    assert len(value) < 32_767
