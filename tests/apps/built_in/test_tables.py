"""Tables, their totals, and the numbers of answers about them."""

from decimal import Decimal

import pytest

from genkan.apps import CheckOutcome
from genkan.apps.built_in.table_reading.answering import check_answer
from genkan.apps.built_in.table_reading.cells import number_of
from genkan.apps.built_in.table_reading.columns import columns_of
from genkan.apps.built_in.table_reading.tables import tables_in
from genkan.apps.built_in.table_reading.totals import check_totals

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
