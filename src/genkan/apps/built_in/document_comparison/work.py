"""The work of 文書比較."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from genkan.apps.app import App
from genkan.apps.built_in.compared import Compared, compare_given, in_words
from genkan.apps.built_in.differing import marked_cells
from genkan.apps.built_in.document_comparison.figures import ChangedFigure, changed_figures
from genkan.apps.built_in.markdown import escaped_table, table
from genkan.apps.output import Output
from genkan.apps.program import Program, Workbench
from genkan.knowledge import Change, LinePair

MOST_ROWS = 1_000
WITHOUT_MODEL = (
    "モデルを選ばずに実行したため、変更の要点は文章にしていません。"
    "モデルを選ぶと、変更の要点を文章にまとめ、数値が両方の文書にあるかを点検します。"
)


def document_comparison(app: App) -> Program:
    """What differs, and in words where there is a model."""

    async def work(bench: Workbench) -> Output:
        compared = await compare_given(bench, app)
        told = await asyncio.to_thread(_told, compared)
        said = await in_words(bench, app, compared, heading="変更の要点", without_model=WITHOUT_MODEL)
        return replace(said, text=said.text + told)

    return work


def _told(compared: Compared) -> str:
    differing = compared.differing
    if not differing:
        return "## 結果\n\n二つの文書に違いはありません（空白行と行の初めと終わりの空白は比べていません）。"
    sections = [
        "## 結果",
        _counts(compared.pairs),
        "## 数値・日付・金額の変更",
        _figures(changed_figures(differing)),
    ]
    return "\n\n".join([*sections, "## 変更した段落", _paragraphs(differing)])


def _counts(pairs: Sequence[LinePair]) -> str:
    counts = Counter(pair.change for pair in pairs)
    titled = (
        (Change.CHANGED, "変更"),
        (Change.ADDED, "追加"),
        (Change.REMOVED, "削除"),
        (Change.SAME, "同じ"),
    )
    return "\n".join(f"- {title}：{counts[change]:,}段落" for change, title in titled)


def _figures(figures: Sequence[ChangedFigure]) -> str:
    if not figures:
        return "数値、日付、金額の変更はありません。"
    rows = [(each.kind.value, each.old or "—", each.new or "—", each.line) for each in figures[:MOST_ROWS]]
    return escaped_table(("種類", "変更前", "変更後", "段落"), rows) + _left_out(len(figures))


def _paragraphs(differing: Sequence[LinePair]) -> str:
    cells = (marked_cells(pair, added="（追加）", removed="（削除）") for pair in differing[:MOST_ROWS])
    return table(("変更前", "変更後"), ((old, new) for new, old in cells)) + _left_out(len(differing))


def _left_out(count: int) -> str:
    return f"\n\nほか{count - MOST_ROWS:,}件は表示していません。" if count > MOST_ROWS else ""
