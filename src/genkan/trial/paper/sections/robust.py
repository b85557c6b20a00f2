"""Changes of builds, other assumptions, blindness, and limits."""

from collections.abc import Iterator, Mapping

from genkan.trial.paper.block import Block, Bullets, Grid, Head, Section, Text, number_columns
from genkan.trial.paper.labels import MISSING, RULES, TIES
from genkan.trial.paper.material import Material
from genkan.trial.paper.words import NOTHING


def drift(told: Material) -> Section:
    """Eras, and what the daily looks found (ビルドの変更及び定点観測)."""
    return Section("drift", told.words("ビルドの変更及び定点観測"), tuple(_drift(told)))


def sensitivity(told: Material) -> Section:
    """The primary result under other rules (結果の頑健さ)."""
    return Section("sensitivity", told.words("結果の頑健さ"), tuple(_sensitivity(told)))


def blindness(told: Material) -> Section:
    """How blind it was, and votes that were not given (盲検性及び評価の偏り)."""
    return Section("blindness", told.words("盲検性及び評価の偏り"), tuple(_blindness(told)))


def limits(told: Material) -> Section:
    """What the trial cannot say (限界)."""
    return Section("limits", told.words("限界"), (Bullets(tuple(_limits(told))),))


def _drift(told: Material) -> Iterator[Block]:
    w, facts = told.words, told.facts
    titles = {arm.arm: arm.title for arm in told.analysis.arms}
    if not facts.eras:
        yield Text(w("試行の期間中に、ビルドの変更による期の区切りはなかった。"))
    else:
        heads = (Head(w("比較対象")), Head(w("期")), Head(w("開始")), Head(w("ビルド")), Head(w("理由")))
        rows = tuple(
            (titles.get(row.arm, row.arm), str(row.era), w.day(row.at), row.build, row.reason)
            for row in facts.eras
        )
        note = w("期の異なる結果は、合わせていない。合わせた場合の結果は「結果の頑健さ」に示す。")
        yield Grid(w("期の区切り"), heads, rows, note)
    yield from _watched(told, titles)


def _watched(told: Material, titles: Mapping[str, str]) -> Iterator[Block]:
    w, facts = told.words, told.facts
    if facts.watched:
        heads = (
            Head(w("比較対象")),
            Head(w("期")),
            Head(w("観測した日数（日）"), numeric=True),
            Head(w("初回との一致（最低）"), numeric=True),
            Head(w("失敗（件）"), numeric=True),
        )
        cells = tuple(
            (
                titles.get(row.arm, row.arm),
                str(row.era),
                w.number(row.days),
                w.share(row.agreement),
                w.number(row.failures),
            )
            for row in facts.watched
        )
        yield Grid(w("決まった質問による毎日の観測"), heads, cells)


def _sensitivity(told: Material) -> Iterator[Block]:
    w, rows = told.words, told.analysis.sensitivity
    if not rows:
        return
    heads = (
        Head(w("変えた前提")),
        Head(w("評価（件）"), numeric=True),
        Head(w("評価者（人）"), numeric=True),
        Head(w("首位")),
        Head(w("勝率（区間）"), numeric=True),
        Head(w("首位の変化")),
        Head(w("差があった組の逆転（組）"), numeric=True),
    )
    cells = tuple(
        (
            w(RULES.get(row.rule, row.rule), of=_of(told, row.rule, row.of)),
            w.number(row.votes),
            w.number(row.persons),
            told.arm(row.arms[0].key) if row.arms else NOTHING,
            w.estimate(row.arms[0].expected if row.arms else None),
            w("変わる") if row.first_changes else w("同じ"),
            w.number(len(row.reversed)),
        )
        for row in rows
    )
    yield Grid(w("前提を変えたときの主たる結果"), heads, cells)
    yield from _style(told)


def _of(told: Material, rule: str, of: str) -> str:
    if rule == "without_organisation":
        return told.group("organisation", of)
    return told.words(TIES.get(of, of)) if rule == "ties_otherwise" else of


def _style(told: Material) -> Iterator[Block]:
    w, style = told.words, told.analysis.style
    if style is None:
        return
    heads = number_columns(w("比較対象"), w("長さと位置をそろえた勝率"))
    rows = tuple((told.arm(row.key), w.estimate(row.expected)) for row in style.arms)
    note = w(
        "長い回答ほど、また先に読む位置の回答ほど好まれやすい場合があるため、その影響を除いた参考の値である。"
    )
    yield Grid(w("回答の長さと位置をそろえた結果"), heads, rows, note)


def _blindness(told: Material) -> Iterator[Block]:
    w, analysis = told.words, told.analysis
    guesses = analysis.guesses
    if guesses.right is not None and guesses.chance is not None:
        yield Text(
            w(
                "評価の後に、どの比較対象の回答であったと思うかを尋ねた。{asked}件のうち「分からない」は{unknown}件であり、"
                "答えたもののうち当たっていた割合は{right}であった（偶然に当たる割合は{chance}）。",
                asked=w.number(guesses.asked),
                unknown=w.number(guesses.unknown),
                right=w.estimate(guesses.right),
                chance=w.share(guesses.chance),
            )
        )
    if analysis.raters is not None and analysis.raters.position_a is not None:
        share = w.estimate(analysis.raters.position_a)
        yield Text(w("優劣を付けた評価のうち、回答Aが選ばれた割合は{share}であった。", share=share))
    yield from _missing(told)


def _missing(told: Material) -> Iterator[Block]:
    w, missing = told.words, told.analysis.missing
    if not missing.endings:
        return
    heads = number_columns(
        w("回答の終わり方"),
        w("並べた件数"),
        w("評価された件数"),
    )
    rows = tuple(
        (w(MISSING[row.ending]), w.number(row.pairs), w.number(row.voted)) for row in missing.endings
    )
    note = (
        w("評価された割合は、比較対象により異なる。評価されなかった回答の影響に注意を要する。")
        if missing.differs
        else w("評価された割合が比較対象により異なるとはいえない。")
    )
    yield Grid(w("評価されなかった比較"), heads, rows, note)


def _limits(told: Material) -> Iterator[str]:
    w = told.words
    yield w(
        "この結果は、記載したビルド、設定値、指示文及び期間についてのものであり、以後の版に当てはまるとは限らない。"
    )
    yield w(
        "参加した職員の業務と質問についての結果であり、他の職員又は他の業務に同じ結果が得られるとは限らない。"
    )
    yield w(
        "好ましさは、職員がその場で読み取れることの評価である。正しさは、専門家が採点した範囲でのみ述べる。"
    )
    yield w("情報の区分により割り当てられない比較対象があるため、区分ごとの結果を併せて読む必要がある。")
    yield w("「差があるとはいえない」は、同じであることを示すものではない。区間の幅の中で差があり得る。")
    yield w("費用は、試行のときの価格表と長さによるものであり、調達における価格を示すものではない。")
