"""The primary result (主たる結果), and the same by ministry, work and information class."""

from collections.abc import Iterator, Sequence

from genkan.trial.analysis import ArmResult, GroupResult, Preference
from genkan.trial.paper.block import Block, Forest, ForestRow, Grid, Head, Section, Text, ticks_of
from genkan.trial.paper.labels import DIMENSIONS
from genkan.trial.paper.material import Material
from genkan.trial.paper.sections.opening import result_sentence
from genkan.trial.paper.words import NOTHING


def primary_result(told: Material) -> Section:
    """Which answers were preferred."""
    return Section("primary", told.words("主たる結果：回答の好ましさ"), tuple(_primary(told)))


def groups(told: Material) -> Section:
    """The same in each group."""
    blocks = tuple(block for dimension in DIMENSIONS for block in _dimension(told, dimension))
    return Section("groups", told.words("府省庁、業務及び情報の区分ごとの結果"), blocks)


def preference_forest(told: Material, arms: Sequence[ArmResult]) -> Forest:
    """The expected win rates with their intervals."""
    w = told.words
    rows = tuple(
        ForestRow(
            told.arm(row.key),
            row.expected,
            w.share(row.expected.value),
            w.interval(row.expected),
            row.votes,
            row.tier,
        )
        for row in arms
    )
    return Forest(
        id="preference",
        caption=w("回答の好ましさ（他の全ての比較対象と同じ回数比べたときの勝率）"),
        description=w(
            "点は推定値、線は{level}信頼区間、破線は五分五分を示す。", level=w.level(told.analysis.confidence)
        ),
        value_title=w("勝率"),
        count_title=w("評価の件数"),
        rows=rows,
        ticks=ticks_of(rows, also=0.5),
        reference=0.5,
    )


def arms_grid(told: Material, arms: Sequence[ArmResult]) -> Grid:
    """What each arm won and lost."""
    w = told.words
    heads = (
        Head(w("比較対象")),
        Head(w("群"), numeric=True),
        Head(w("評価"), numeric=True),
        Head(w("評価者"), numeric=True),
        Head(w("勝ち"), numeric=True),
        Head(w("負け"), numeric=True),
        Head(w("どちらもよい"), numeric=True),
        Head(w("どちらもよくない"), numeric=True),
        Head(w("勝率（区間）"), numeric=True),
        Head(w("職員数で重み付けした勝率"), numeric=True),
    )
    rows = tuple(
        (
            told.arm(row.key),
            str(row.tier),
            *(
                w.number(each)
                for each in (row.votes, row.persons, row.wins, row.losses, row.both_good, row.both_bad)
            ),
            w.estimate(row.expected),
            w.estimate(row.weighted),
        )
        for row in arms
    )
    return Grid(w("比較対象ごとの評価"), heads, rows)


def _primary(told: Material) -> Iterator[Block]:
    w, primary = told.words, told.analysis.preference
    yield Text(result_sentence(told), is_key=True)
    if primary is None:
        return
    yield preference_forest(told, primary.arms)
    yield Text(_tiers(told, primary))
    yield arms_grid(told, primary.arms)
    yield _pairs(told, primary)
    if not primary.connected:
        yield Text(w("一部の比較対象は、互いに間接的にも比べられていないため、全体の順位は意味を持たない。"))
    if primary.separated:
        yield Text(w("全ての評価で勝ち、又は負けた比較対象があるため、強さの値は順位のみを示す。"))


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
        Head(w("評価"), numeric=True),
        Head(w("勝ち・負け・引き分け"), numeric=True),
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
    note = w("勝率は前者のもの。p値は、組の数に応じてHolmの方法により補正した。")
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
    heads = (Head(w(DIMENSIONS[dimension])), *(Head(told.arm(key), numeric=True) for key in arms))
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
