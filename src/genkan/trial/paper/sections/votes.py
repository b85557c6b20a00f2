"""The primary result (主たる結果), and the same by ministry, work and information class."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from genkan.trial.analysis import ArmResult, GroupResult, Preference
from genkan.trial.paper.block import (
    Block,
    Forest,
    ForestRow,
    Grid,
    Head,
    Section,
    Text,
    number_columns,
    ticks_of,
)
from genkan.trial.paper.labels import DIMENSIONS
from genkan.trial.paper.material import Material
from genkan.trial.paper.sections.opening import result_sentence
from genkan.trial.paper.sections.plots import ends_of, forest_row
from genkan.trial.paper.sections.tables import arm_grid
from genkan.trial.paper.words import NOTHING


def primary_result(told: Material) -> Section:
    """Which answers were preferred."""
    return Section("primary", told.words("主たる結果：回答の好ましさ"), tuple(_primary(told)))


def groups(told: Material) -> Section:
    """The same in each group."""
    blocks = [block for dimension in DIMENSIONS for block in _dimension(told, dimension)]
    return Section("groups", told.words("府省庁、業務及び情報の区分ごとの結果"), tuple(_noted_once(blocks)))


def _noted_once(blocks: Sequence[Block]) -> Iterator[Block]:
    """The note of the first table holds for all of them."""
    first = next((block for block in blocks if isinstance(block, Grid)), None)
    for block in blocks:
        yield replace(block, note="") if isinstance(block, Grid) and block is not first else block


def preference_forest(told: Material, arms: Sequence[ArmResult]) -> Forest:
    """The expected win rates with their intervals."""
    w = told.words
    rows = tuple(forest_row(told, row.key, row.expected, count=row.votes, tier=row.tier) for row in arms)
    return Forest(
        id="preference",
        caption=w("回答の好ましさ（他の全ての比較対象と同じ回数比べたときの勝率）"),
        description=_said(told, rows)
        + w(
            "点は推定値、線は{level}信頼区間、破線は五分五分を示す。", level=w.level(told.analysis.confidence)
        ),
        value_title=w("勝率"),
        count_title=w("評価の件数"),
        rows=rows,
        ticks=ticks_of(rows, also=0.5),
        reference=0.5,
    )


def _said(told: Material, rows: Sequence[ForestRow]) -> str:
    primary = told.analysis.preference
    if primary is None or not primary.enough:
        return told.words(
            "評価が計画書に定めた最少の数に達していないため、この図から優劣を判断することはできない。"
        )
    return ends_of(told, rows)


def arms_grid(told: Material, arms: Sequence[ArmResult]) -> Grid:
    """What each arm won and lost."""
    w = told.words
    return arm_grid(
        told,
        w("比較対象ごとの評価"),
        arms,
        (
            (w("群"), lambda row: str(row.tier)),
            (w("評価（件）"), lambda row: w.number(row.votes)),
            (w("評価者（人）"), lambda row: w.number(row.persons)),
            (w("勝ち（件）"), lambda row: w.number(row.wins)),
            (w("負け（件）"), lambda row: w.number(row.losses)),
            (w("どちらもよい（件）"), lambda row: w.number(row.both_good)),
            (w("どちらもよくない（件）"), lambda row: w.number(row.both_bad)),
            (w("勝率（区間）"), lambda row: w.estimate(row.expected)),
            (w("職員数で重み付けした勝率"), lambda row: w.estimate(row.weighted)),
        ),
    )


def _primary(told: Material) -> Iterator[Block]:
    w, primary = told.words, told.analysis.preference
    yield Text(result_sentence(told), is_key=True)
    if primary is None:
        return
    yield preference_forest(told, primary.arms)
    yield Text(_tiers(told, primary))
    yield arms_grid(told, primary.arms)
    yield from _width(told, primary)
    yield _pairs(told, primary)
    if not primary.connected:
        yield Text(w("一部の比較対象は、互いに間接的にも比べられていないため、全体の順位は意味を持たない。"))
    if primary.separated:
        yield Text(
            w("一度も負けなかった、又は一度も勝たなかった比較対象があるため、強さの値は順位のみを示す。")
        )


def _width(told: Material, primary: Preference) -> Iterator[Text]:
    w = told.words
    if primary.half_width is not None:
        yield Text(
            w(
                "勝率の区間は、最も広いもので前後{width}ポイントである。計画書では、前後{planned}ポイントと見込んでいた。",
                width=w.number(primary.half_width * 100, digits=1),
                planned=w.number(told.protocol.planned_half_width * 100, digits=1),
            )
        )


def _tiers(told: Material, primary: Preference) -> str:
    w = told.words
    told_tiers = [
        w("第{number}群：{names}", number=number, names=w.list([told.arm(key) for key in tier]))
        for number, tier in enumerate(primary.tiers, start=1)
    ]
    rule = w("各群は、その群で推定値が最も高い比較対象と、差があるとはいえないものから成る。")
    return w("。").join(told_tiers) + w("。") + rule


def _pairs(told: Material, primary: Preference) -> Grid:
    w = told.words
    heads = (
        Head(w("組")),
        Head(w("評価（件）"), numeric=True),
        Head(w("勝ち・負け・引き分け（件）"), numeric=True),
        Head(w("実際の勝率（区間）"), numeric=True),
        Head(w("補正後のp値"), numeric=True),
        Head(w("差")),
    )
    rows = tuple(
        (
            w("{first}と{second}", first=told.arm(row.first), second=told.arm(row.second)),
            w.number(row.votes),
            f"{w.number(row.wins)}・{w.number(row.losses)}・{w.number(row.both_good + row.both_bad)}",
            w.estimate(row.win_rate),
            w.p_value(row.adjusted),
            w("前者が好まれた") if row.is_clear else w("差があるとはいえない"),
        )
        for row in primary.pairs
    )
    note = w("勝率は、前者のものである。p値は、組の数に応じてHolmの方法により補正した。")
    return Grid(w("組ごとの結果"), heads, rows, note)


def _dimension(told: Material, dimension: str) -> Iterator[Block]:
    rows = [row for row in told.analysis.groups if row.dimension == dimension]
    names = sorted({row.group for row in rows})
    hidden = told.hidden(dimension)
    if hidden:
        yield Text(hidden)
    if not names or (len(names) < 2 and not hidden):
        return
    yield group_grid(told, dimension, names, rows)
    yield from _differing(told, dimension, rows)


def _differing(told: Material, dimension: str, rows: Sequence[GroupResult]) -> Iterator[Block]:
    w = told.words
    differing = [row for row in rows if row.differs]
    if not differing:
        yield Text(w("全体の結果と異なるといえるものはない。"))
    for row in differing:
        sentence = w(
            "{group}では、{arm}の結果が全体と異なる（{shrunk}）。",
            group=told.group(dimension, row.group),
            arm=told.arm(row.arm),
            shrunk=w.estimate(row.shrunk),
        )
        yield Text(sentence)


def group_grid(told: Material, dimension: str, names: Sequence[str], rows: Sequence[GroupResult]) -> Grid:
    """The arms against the groups of one dimension."""
    w = told.words
    found = {(row.group, row.arm): row for row in rows}
    arms = [arm.key for arm in told.analysis.arms if any(row.arm == arm.key for row in rows)]
    votes = {name: max((row.votes for row in rows if row.group == name), default=0) for name in names}
    heads = number_columns(w(DIMENSIONS[dimension]), *(told.arm(key) for key in arms))
    cells = tuple(
        (
            told.group(dimension, name),
            *(_cell(told, found.get((name, key))) for key in arms),
        )
        for name in names
        if votes[name]
    )
    note = w(
        "値は、全体の結果に向けて縮めた勝率と区間である。評価者が少ない欄ほど、全体の値に近づく。"
        "「―」は、評価がないか、又は評価者が少ないため示していない欄である。"
    )
    return Grid(w("{dimension}ごとの勝率", dimension=w(DIMENSIONS[dimension])), heads, cells, note)


def _cell(told: Material, row: GroupResult | None) -> str:
    return told.words.estimate(row.shrunk) if row and row.votes else NOTHING
