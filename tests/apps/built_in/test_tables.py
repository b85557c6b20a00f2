"""Tables, their totals, and the numbers of answers about them."""

import io
from decimal import Decimal

import pytest
from openpyxl import Workbook

from genkan.apps import CheckOutcome, GivenFile
from genkan.apps.built_in.table_reading.answering import check_answer
from genkan.apps.built_in.table_reading.cells import number_of
from genkan.apps.built_in.table_reading.columns import columns_of
from genkan.apps.built_in.table_reading.tables import tables_in
from genkan.apps.built_in.table_reading.totals import check_totals
from tests.apps.conftest import Runner

BUDGET = "事業,額\n甲,1200\n乙,800\n合計,{total}"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,200", 1200),
        ("１，２００千円", 1200),
        ("△300", -300),
        ("(300)", -300),
        ("0.5", Decimal("0.5")),
        ("340人", 340),
        ("12%", None),
        ("2026年", None),
        ("2026/4/1", None),
        ("-", None),
        ("", None),
        ("甲", None),
        ("−" + " " * 50_000 + "x", None),
        ("9" * 500, None),
    ],
)
def test_numbers_in_cells(cell: str, value: Decimal | int | None) -> None:
    assert number_of(cell) == value


@pytest.mark.parametrize(
    ("text", "tables", "rows"),
    [
        ("a,b\n1,2", 1, 1),
        ("a\tb\n1\t2\n3\t4", 1, 2),
        ("# 表題\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n| c |\n|---|\n| 3 |", 2, 1),
        ('甲,"1,200"\n乙,"a\n', 1, 1),
        ("表のない文章です。", 0, 0),
        ("一行,だけ", 0, 0),
        ("| a | b |\n|---|---|", 0, 0),
    ],
)
def test_tables_are_found(text: str, tables: int, rows: int) -> None:
    found = tables_in(text)
    assert len(found) == tables
    assert sum(len(table.rows) for table in found[:1]) == rows


def test_a_bar_within_a_cell_and_a_short_row() -> None:
    [table] = tables_in("| a | b |\n|---|---|\n| 甲\\|乙 |")
    assert table.rows == (("甲|乙", ""),)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (BUDGET.format(total=2000), 0),
        (BUDGET.format(total=2001), 1),
        ("a,b\n甲,1\n小計,1\n乙,2\n小計,2\n合計,3", 0),
        ("a,b\n甲,1\n小計,1\n乙,2\n小計,3\n合計,3", 1),
        ("a,4月,5月,計\n甲,1,2,3\n乙,1,2,4", 1),
        ("a,b\n甲,△5\n乙,8\n計,3", 0),
        ("a,b\n甲,1\n乙,2", 0),
        ("a,b\n合計,3\n甲,1", 0),
    ],
)
def test_totals_are_worked_out_again(text: str, wrong: int) -> None:
    check = check_totals(tables_in(text))
    assert check.outcome is (CheckOutcome.FAILED if wrong else CheckOutcome.PASSED)
    assert sum("計算すると" in detail for detail in check.details) == wrong


@pytest.mark.parametrize(
    ("answer", "faults"),
    [
        ("甲の額は1,200です。", 0),
        ("合わせて2,000、平均は1,000です。", 0),
        ("1. 甲は1,200です。\n2. 乙は800です。", 0),
        ("差は400です。", 1),
        ("甲の額は1,500です。", 1),
        ("表からは分かりません。", 0),
    ],
)
def test_an_answer_has_no_number_of_its_own(answer: str, faults: int) -> None:
    tables = tables_in(BUDGET.format(total=2000))
    check = check_answer(answer, "甲の額はいくらか。", tables, tuple(columns_of(tables)))
    assert len(check.details) == faults
    assert check.outcome is (CheckOutcome.FAILED if faults else CheckOutcome.PASSED)


# (the rows as cells, the title, the head)
ABOVE = [
    (
        "令和8年度予算（案）,,\n,,（単位：千円）\n事業,令和7年度,令和8年度\n甲,100,120\n合計,100,120",
        "令和8年度予算（案）　（単位：千円）",
        "事業",
    ),
    ("令和8年度予算,,単位：千円\n事業,2025,2026\n甲,100,120\n乙,1,2", "令和8年度予算　単位：千円", "事業"),
    ("令和8年度予算\n単位：千円\n事業,額\n甲,1200\n乙,800", "令和8年度予算　単位：千円", "事業"),
    (",額\n甲,1200\n乙,800\n丙,3", "", ""),
    ("備考,\n1,2\n3,4", "", "備考"),
]


@pytest.mark.parametrize(("text", "title", "head"), ABOVE)
def test_a_title_and_a_unit_above_the_head_are_not_taken_for_it(text: str, title: str, head: str) -> None:
    [table] = tables_in(text)
    assert (table.title, table.head[0]) == (title, head)


def test_a_long_sheet_is_one_table_under_its_own_head() -> None:
    sheet = "## 予算（{first}〜{last}行目）\n\n| 事業費一覧 | |\n|---|---|\n{rows}\n"
    rows = ["| 事業 | 額 |", *(f"| 第{number} | {number} |" for number in range(1, 61)), "| 合計 | 1830 |"]
    text = sheet.format(first=1, last=50, rows="\n".join(rows[:50]))
    text += "\n" + sheet.format(first=51, last=62, rows="\n".join(rows[50:]))
    [table] = tables_in(text)
    assert (table.title, table.head, len(table.rows)) == ("予算　事業費一覧", ("事業", "額"), 61)
    check = check_totals([table])
    assert check.outcome is CheckOutcome.PASSED, check.details


async def test_a_formula_without_a_result_is_told_and_not_left_blank(runner: Runner) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["予算"], ["事業", "額"], ["甲", 100], ["乙", 200], ["合計", "=SUM(B3:B4)"]):
        sheet.append(row)
    saved = io.BytesIO()
    book.save(saved)
    files = {"documents": (GivenFile("予算.xlsx", saved.getvalue()),)}
    run = await runner.run("table-reading", {"text": "", "question": ""}, files=files, deployment_id="")
    assert "| 合計 | （計算結果なし） |" in run.text
    assert "| 事業 | 額 |" in run.text
    assert any("数式1か所は、計算結果がファイルに保存されていない" in notice for notice in run.notices)
