"""Correctness beside preference (正しさと好ましさ)."""

from collections.abc import Iterator, Sequence

from genkan.trial.analysis import MarkResult
from genkan.trial.paper.block import (
    Block,
    Forest,
    Grid,
    Section,
    Text,
    number_columns,
    ticks_of,
)
from genkan.trial.paper.labels import MEASURES
from genkan.trial.paper.material import Material
from genkan.trial.paper.sections.plots import ends_of, forest_row

_MARKS = ("correct", "source_right", "usable", "harmful")


def correctness(told: Material) -> Section:
    """What experts found, and what was liked although it is wrong."""
    return Section("correctness", told.words("正しさと好ましさ"), tuple(_blocks(told)))


def marks_grid(told: Material, marks: Sequence[MarkResult]) -> Grid:
    """The shares that experts found, by arm."""
    w = told.words
    keys = list(dict.fromkeys(row.key for row in marks))
    found = {(row.key, row.measure): row for row in marks}
    measures = [name for name in _MARKS if any(row.measure == name for row in marks)]
    heads = number_columns(
        w("比較対象"),
        w("採点した回答（件）"),
        *(w(MEASURES[name]) for name in measures),
    )
    rows = tuple(
        (
            told.arm(key),
            w.number(max(row.answers for row in marks if row.key == key)),
            *(w.estimate(found[key, name].share if (key, name) in found else None) for name in measures),
        )
        for key in keys
    )
    return Grid(w("専門家の採点"), heads, rows)


def _blocks(told: Material) -> Iterator[Block]:
    w, marks = told.words, told.analysis.marks
    if not marks:
        yield Text(w("専門家が採点した回答はない。"))
        return
    yield _forest(told, [row for row in marks if row.measure == "correct"])
    yield marks_grid(told, marks)
    yield Text(_difference(told))
    yield from _liked(told)


def _forest(told: Material, rows: Sequence[MarkResult]) -> Forest:
    w = told.words
    shown = tuple(
        forest_row(told, row.key, row.share, count=row.answers, tier=row.tier)
        for row in sorted(rows, key=lambda row: -row.share.value)
    )
    return Forest(
        id="correct",
        caption=w(MEASURES["correct"]),
        description=ends_of(told, shown)
        + w("点は推定値、線は{level}信頼区間を示す。", level=w.level(told.analysis.confidence)),
        value_title=w("割合"),
        count_title=w("採点した回答"),
        rows=shown,
        ticks=ticks_of(shown),
    )


def _difference(told: Material) -> str:
    w = told.words
    clear = [row for row in told.analysis.mark_differences if row.is_clear and row.measure == "correct"]
    if not clear:
        return w("内容の正しさについて、いずれの比較対象の間にも差があるとはいえない。")
    pairs = [w("{first}と{second}", first=told.arm(row.first), second=told.arm(row.second)) for row in clear]
    return w("内容の正しさに差があるといえる組は、{pairs}である。", pairs=w.list(pairs))


def _liked(told: Material) -> Iterator[Block]:
    w, rows = told.words, told.analysis.liked_but_wrong
    if not rows:
        return
    heads = number_columns(
        w("比較対象"),
        w("好まれ、採点された回答（件）"),
        w("うち正しくないもの（件）"),
        w("割合（区間）"),
    )
    cells = tuple(
        (told.arm(row.key), w.number(row.liked), w.number(row.wrong), w.estimate(row.share)) for row in rows
    )
    note = w("好まれた回答とは、選ばれ、又は「どちらもよい」とされた回答をいう。")
    yield Grid(w("好まれたが正しくない回答"), heads, cells, note)
