"""The recommendation, what vendors say, and how to check everything."""

from collections.abc import Iterator

from genkan.trial.paper.block import (
    Block,
    Bullets,
    Grid,
    Head,
    Quote,
    Section,
    Terms,
    Text,
    number_columns,
)
from genkan.trial.paper.labels import RULES, TIES
from genkan.trial.paper.material import Material
from genkan.trial.paper.recommending import Recommendation, Variant, recommend
from genkan.trial.paper.words import NOTHING

_WEIGHTS = {
    "declared": "計画書に定めた重み",
    "equal": "全ての業務に同じ重み",
    "by_votes": "評価の件数による重み",
    "doubled": "「{of}」の重みを2倍にする",
    "without": "「{of}」を除く",
}


def recommendation(told: Material) -> Section:
    """Which arms for which work (用途別の推奨)."""
    return Section("recommendation", told.words("用途別の推奨"), tuple(_recommendation(told)))


def replies(told: Material) -> Section:
    """What vendors say, printed as it is (事業者の意見)."""
    return Section("replies", told.words("事業者の意見"), tuple(_replies(told)))


def verification(told: Material) -> Section:
    """How anyone checks the numbers (検証の方法)."""
    return Section("verification", told.words("検証の方法"), tuple(_verification(told)))


def _recommendation(told: Material) -> Iterator[Block]:
    w, primary = told.words, told.analysis.preference
    found = recommend(told.analysis, told.protocol)
    if found is None or primary is None or not primary.enough:
        yield Text(w("評価が、計画書に定めた最少の数に達していないため、推奨を行わない。"))
        return
    yield Text(
        w(
            "用途ごとの推奨は、業務ごとの好ましさによる。推定値が最も高い比較対象と区間が重なるものは、いずれも推奨に含める。"
            "調達に当たっては、正しさ、失敗、費用及び取り扱う情報の区分を併せて考慮する必要がある。"
        )
    )
    yield _use_cases(told, found)
    yield _overall(told, found)
    yield _variants(told, found)
    yield Text(_stability(told, found), is_key=True)


def _use_cases(told: Material, found: Recommendation) -> Grid:
    w = told.words
    heads = (
        Head(w("用途")),
        Head(w("重み"), numeric=True),
        Head(w("推奨")),
        Head(w("首位の勝率（区間）"), numeric=True),
    )
    rows = tuple(
        (
            told.group("task", case.task),
            w.share(case.weight),
            w.list([told.arm(key) for key in case.recommended]),
            w.estimate(case.arms[0][1]),
        )
        for case in found.use_cases
    )
    return Grid(w("用途ごとの推奨"), heads, rows)


def _overall(told: Material, found: Recommendation) -> Grid:
    w = told.words
    correct = {row.key: row.share for row in told.analysis.marks if row.measure == "correct"}
    done = {row.key: row.completed for row in told.analysis.outcomes}
    heads = number_columns(
        w("比較対象"),
        w("重み付けした勝率（区間）"),
        w("正しい回答"),
        w("完了した割合"),
        w("1件当たりの費用（円）"),
    )
    rows = tuple(
        (
            told.arm(key),
            w.estimate(estimate),
            w.estimate(correct.get(key)),
            w.estimate(done.get(key)),
            w.number(told.yen_per_accepted.get(key), digits=2),
        )
        for key, estimate in found.declared.arms
    )
    note = w(
        "費用は、参考価格があるときは参考価格による。区間は、業務ごとの区間の両端を重み付けした控えめな値である。"
    )
    return Grid(w("全ての用途を合わせた結果"), heads, rows, note)


def _variants(told: Material, found: Recommendation) -> Grid:
    w = told.words
    heads = (
        Head(w("重み又は前提")),
        Head(w("首位")),
        Head(w("勝率（区間）"), numeric=True),
        Head(w("首位の変化")),
    )
    rows = tuple(
        (
            _rule(told, variant),
            told.arm(variant.first) if variant.first else NOTHING,
            w.estimate(variant.arms[0][1] if variant.arms else None),
            w("同じ") if variant.first == found.declared.first else w("変わる"),
        )
        for variant in (found.declared, *found.variants)
    )
    return Grid(w("重み及び前提を変えたときの首位"), heads, rows)


def _rule(told: Material, variant: Variant) -> str:
    w = told.words
    if variant.rule in _WEIGHTS:
        return w(_WEIGHTS[variant.rule], of=told.group("task", variant.of))
    return w(RULES.get(variant.rule, variant.rule), of=w(TIES.get(variant.of, variant.of)))


def _stability(told: Material, found: Recommendation) -> str:
    w = told.words
    changed = sum(variant.first != found.declared.first for variant in found.variants)
    if not changed:
        return w(
            "首位は、重み及び引き分けの扱いを変えた{count}通りの全てで同じであった。",
            count=len(found.variants),
        )
    return w(
        "首位は、重み及び引き分けの扱いを変えた{count}通りのうち、{changed}通りで入れ替わった。",
        count=len(found.variants),
        changed=changed,
    )


def _replies(told: Material) -> Iterator[Block]:
    w = told.words
    if told.disclosed:
        yield Text(
            w(
                "この報告書の案は、{at}に、全ての事業者に同時に開示した。各事業者には、自らの結果と全体の件数を示し、"
                "寄せられた意見は、そのまま掲載する。",
                at=told.disclosed,
            )
        )
    titles = {arm.arm: arm.title for arm in told.analysis.arms}
    for reply in told.replies:
        title = titles.get(reply.arm, reply.arm)
        if reply.answers:
            title = w("{title}（第{number}版の報告書案に対する意見）", title=title, number=reply.answers)
        yield Quote(title, reply.text)
    if told.disclosed and not told.replies:
        yield Text(w("意見は寄せられなかった。"))


def _verification(told: Material) -> Iterator[Block]:
    w = told.words
    yield Text(
        w(
            "この報告書の全ての数値は、試行の証拠資料の行だけから、データベースを用いずに計算し直すことができる。"
            "証拠資料は、改変を検知できる監査記録の連鎖とつながっている。"
        )
    )
    yield Terms(
        (
            (w("証拠資料の検証値（SHA-256）"), told.root or NOTHING),
            (w("計画書の検証値（SHA-256）"), told.analysis.protocol),
            (w("分析の版"), told.analysis.version),
        )
    )
    yield Bullets(
        (
            w("「genkan trial verify 証拠資料.zip --root 検証値」は、変えられたファイル、行及び項目を示す。"),
            w("「genkan trial rebuild 証拠資料.zip」は、全ての数値を計算し直し、公表した数値と比べる。"),
        )
    )
