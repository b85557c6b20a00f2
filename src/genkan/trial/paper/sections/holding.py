"""How the trial was held (実施の経過): its looks, its end, and where it did not follow its protocol."""

from collections.abc import Iterator

import msgspec

from genkan.trial.evidence import ConductRow
from genkan.trial.paper.block import Block, Grid, Head, Text
from genkan.trial.paper.material import Material
from genkan.trial.paper.words import NOTHING

_CAUSES = {
    "last_day": "計画書の終了日による終了",
    "rule": "計画書の逐次の判定による終了",
    "early": "計画書によらない終了（計画書からの逸脱）",
}
_DEEDS = {"opened": "開始", "ended": "割付けの終了", "closed": "終了", "vendors_staff": "関係者の追加"}


def deviation(told: Material) -> Iterator[Block]:
    """That the trial did not end as its protocol says, and why; nothing where it did."""
    w = told.words
    for row in _rows(told):
        if row.deed == "closed" and row.cause == "early":
            yield Text(
                w(
                    "この試行は、計画書の定めによらず、{day}に割付けを終えた。これは、計画書からの逸脱である。理由：{reason}",
                    day=w.iso_date(row.day),
                    reason=row.reason,
                ),
                is_key=True,
            )


def held(told: Material) -> Iterator[Block]:
    """The course of the trial, and the looks of the sequential rule."""
    w, rows = told.words, _rows(told)
    deeds = tuple(row for row in rows if row.deed in _DEEDS)
    if deeds:
        heads = (Head(w("実施の経過")), Head(w("日")), Head(w("事由")))
        yield Grid(
            w("試行の実施の経過"),
            heads,
            tuple((w(_DEEDS[row.deed]), w.day(row.at), _reason(told, row)) for row in deeds),
        )
    looks = tuple(row for row in rows if row.deed == "looked")
    if looks:
        yield _looks(told, looks)


def _looks(told: Material, looks: tuple[ConductRow, ...]) -> Grid:
    w = told.words
    heads = (
        Head(w("判定の日")),
        Head(w("集計した評価"), numeric=True),
        Head(w("評価した人"), numeric=True),
        Head(w("終了の条件")),
        Head(w("検証値の初め")),
    )
    lines = tuple(
        (
            w.iso_date(row.day),
            w.number(row.votes),
            w.number(row.persons),
            w("満たした") if row.met else w("満たしていない"),
            row.seal[:16],
        )
        for row in looks
    )
    note = w("判定の結果は、試行の終了まで誰にも示さず、検証値だけを監査記録に残した。")
    return Grid(w("終了の判定"), heads, lines, note)


def _reason(told: Material, row: ConductRow) -> str:
    cause = told.words(_CAUSES[row.cause]) if row.cause in _CAUSES else ""
    return "　".join(filter(None, (cause, row.reason))) or NOTHING


def _rows(told: Material) -> tuple[ConductRow, ...]:
    rows = told.facts.conduct
    return () if isinstance(rows, msgspec.UnsetType) else rows
