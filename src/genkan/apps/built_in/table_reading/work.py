"""The work of 表の読み取り."""

import asyncio
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genkan.apps.app import App
from genkan.apps.built_in.errors import NoTable
from genkan.apps.built_in.markdown import escaped, escaped_table, table
from genkan.apps.built_in.table_reading.answering import check_answer
from genkan.apps.built_in.table_reading.cells import number_of, shown
from genkan.apps.built_in.table_reading.columns import Column, columns_of
from genkan.apps.built_in.table_reading.tables import Table, tables_in
from genkan.apps.built_in.table_reading.totals import check_totals
from genkan.apps.output import Output
from genkan.apps.program import Program, Workbench
from genkan.apps.prompted import asked, file_notices, given_text, shortened

MOST_ROWS = 500
WITHOUT_MODEL = (
    "モデルを選ばずに実行したため、表の読み取り、合計の照合、列の集計だけを行いました。"
    "モデルを選ぶと、表についての質問に答え、回答の数値が表か集計にあるかを点検します。"
)
NO_QUESTION = "質問が入力されていないため、モデルには尋ねていません。"


def table_reading(app: App) -> Program:
    """The tables, their totals, and an answer where there is a question and a model."""

    async def work(bench: Workbench) -> Output:
        text = given_text(bench, app, "text", "documents")
        await bench.progress(0, 2, label="表を読み取っています")
        tables = await asyncio.to_thread(tables_in, text)
        if not tables:
            raise NoTable
        columns = await asyncio.to_thread(lambda: tuple(columns_of(tables)))
        told = "\n\n".join([_totalled(columns), *_drawn(tables)])
        checks = (await asyncio.to_thread(check_totals, tables),)
        if bench.has_model and bench.values.get("question", "").strip():
            answer = await _answered(bench, app, tables, columns)
            notices = (*file_notices(bench), *answer.notices)
            return Output(f"{answer.text}\n\n{told}", checks=checks + answer.checks, notices=notices)
        missing = NO_QUESTION if bench.has_model else WITHOUT_MODEL
        return Output(told, checks=checks, notices=(*file_notices(bench), missing))

    return work


async def _answered(bench: Workbench, app: App, tables: Sequence[Table], columns: Sequence[Column]) -> Output:
    """The answer with its check, and how the tables were read where they are long."""
    question = bench.values["question"]
    material = "\n\n".join((*_drawn(tables, most=None), _totalled(columns)))
    short, plan = await shortened(bench, {"material": material}, purpose=f"{app.purpose}質問：{question}")
    await bench.progress(1, 2, label="質問への回答を作成しています")
    answer = await asked(bench, app, {**bench.values, **short})
    check = await asyncio.to_thread(check_answer, answer, question, tables, columns)
    return Output(f"## 回答\n\n{answer}", checks=(check,), notices=plan)


def _drawn(tables: Sequence[Table], *, most: int | None = MOST_ROWS) -> Iterator[str]:
    """Each table, its columns of numbers on the right."""
    for each in tables:
        numeric = frozenset(
            place
            for place in range(len(each.head))
            if any(number_of(row[place]) is not None for row in each.rows)
        )
        rows = each.rows[:most]
        drawn = table([escaped(cell) for cell in each.head], _escaped(rows), numeric=numeric)
        left = len(each.rows) - len(rows)
        yield f"## {escaped(each.name)}\n\n{drawn}" + (
            f"\n\nほか{left:,}行は表示していません。" if left else ""
        )


def _escaped(rows: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    return ([escaped(cell) for cell in row] for row in rows)


def _totalled(columns: Sequence[Column]) -> str:
    rows = [
        (each.table, each.name, f"{len(each.values):,}", *map(shown, _measures(each)))
        for each in columns[:MOST_ROWS]
    ]
    if not rows:
        return "## 列の集計\n\n数の列は、ありません。"
    head = ("表", "列", "件数", "合計", "平均", "最大", "最小")
    return "## 列の集計\n\n" + escaped_table(head, rows)


def _measures(column: Column) -> tuple[Decimal, ...]:
    return column.total, column.mean, max(column.values), min(column.values)
