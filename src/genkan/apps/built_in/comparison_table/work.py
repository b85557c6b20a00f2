"""The work of 新旧対照表."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time

from genkan.apps.app import App
from genkan.apps.built_in.compared import compare_given, in_words
from genkan.apps.built_in.comparison_table.rows import rows_of
from genkan.apps.built_in.markdown import escaped, table
from genkan.apps.output import Artifact, Output
from genkan.apps.program import Program, Workbench
from genkan.knowledge import LinePair, lines_as_word

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WITHOUT_MODEL = (
    "モデルを選ばずに実行したため、改正の概要は書いていません。"
    "モデルを選ぶと、改正の概要を文章にまとめ、数値が改正前と改正後の文章にあるかを点検します。"
)


def comparison_table(app: App) -> Program:
    """The table, its file for Word, and what the change is about where there is a model."""

    async def work(bench: Workbench) -> Output:
        compared = await compare_given(bench, app)
        said = await in_words(bench, app, compared, heading="改正の概要", without_model=WITHOUT_MODEL)
        told = await asyncio.to_thread(_table, bench, compared.pairs)
        file = await asyncio.to_thread(_word, bench, compared.pairs)
        return replace(said, text=said.text + told, artifacts=(file,))

    return work


def _title(bench: Workbench) -> str:
    return f"{bench.values.get('title', '')}新旧対照表"


def _table(bench: Workbench, pairs: Sequence[LinePair]) -> str:
    rows = rows_of(pairs, folded=bench.values.get("unchanged") != "whole")
    return f"## {escaped(_title(bench))}\n\n" + table(("改正後", "改正前"), rows)


def _word(bench: Workbench, pairs: Sequence[LinePair]) -> Artifact:
    """The whole table, with the words that differ underlined."""
    made = datetime.combine(bench.today, time(), tzinfo=UTC)
    content = lines_as_word(pairs, heading=_title(bench), author="", made=made)
    return Artifact("新旧対照表.docx", WORD, content)
