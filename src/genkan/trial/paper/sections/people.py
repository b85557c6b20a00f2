"""Who took part and what was shown (参加の状況), and what does not count (集計から除いた記録)."""

from collections.abc import Iterator

from genkan.trial.paper.block import Block, Grid, Head, Section, Terms, Text, number_columns
from genkan.trial.paper.labels import EXCLUSIONS
from genkan.trial.paper.material import Material


def participation(told: Material) -> Section:
    """Counts, the balance of what was shown, and how votes are spread over persons."""
    return Section("participation", told.words("参加の状況"), tuple(_participation(told)))


def exclusions(told: Material) -> Section:
    """Everything that does not count, by its reason."""
    return Section("exclusions", told.words("集計から除いた記録"), tuple(_exclusions(told)))


def _participation(told: Material) -> Iterator[Block]:
    w, counts = told.words, told.analysis.counts
    yield Terms(
        (
            (w("割付け"), w("{count}件", count=w.number(counts.exposures))),
            (w("うち2つの回答を並べたもの"), w("{count}件", count=w.number(counts.pairs))),
            (w("評価されたもの"), w("{count}件", count=w.number(counts.voted))),
            (w("集計した評価"), w("{count}件", count=w.number(counts.counted))),
            (w("評価を後に改めたもの"), w("{count}件", count=w.number(counts.revised))),
            (w("参加した職員"), w("{count}人", count=w.number(counts.persons))),
        )
    )
    yield _exposures(told)
    yield from _raters(told)


def _exposures(told: Material) -> Grid:
    w = told.words
    heads = (
        Head(w("比較対象")),
        Head(w("情報の区分")),
        Head(w("回答A（件）"), numeric=True),
        Head(w("回答B（件）"), numeric=True),
        Head(w("単独（件）"), numeric=True),
        Head(w("制限により対象外（件）"), numeric=True),
    )
    rows = tuple(
        (
            told.arm(row.key),
            told.group("information_class", str(row.information_class)),
            w.number(row.as_a),
            w.number(row.as_b),
            w.number(row.alone),
            w.number(row.restricted),
        )
        for row in told.analysis.exposures
    )
    note = w(
        "「制限により対象外」は、情報の区分、利用規則又は停止により、その比較対象を割り当てられなかった質問の件数である。"
    )
    return Grid(w("比較対象ごとの割付け"), heads, rows, note)


def _raters(told: Material) -> Iterator[Block]:
    w, raters = told.words, told.analysis.raters
    if raters is None:
        return
    yield Text(
        w(
            "1人当たりの評価は、中央値{median}件、多い方から1割の人で{ninetieth}件以上、最多で{most}件であった。"
            "{most_from}件以上を評価した{heavy}人による評価は、全体の{share}である。",
            median=w.number(raters.median),
            ninetieth=w.number(raters.ninetieth),
            most=w.number(raters.most),
            most_from=w.number(raters.heavy_from),
            heavy=w.number(raters.heavy_persons),
            share=w.share(raters.heavy_share),
        )
    )
    yield Text(
        w(
            "「どちらもよい」は{good}、「どちらもよくない」は{bad}であった。",
            good=w.estimate(raters.both_good),
            bad=w.estimate(raters.both_bad),
        )
    )


def _exclusions(told: Material) -> Iterator[Block]:
    w, excluded = told.words, told.analysis.counts.excluded
    if not excluded:
        yield Text(w("集計から除いた記録はない。"))
        return
    heads = number_columns(w("理由"), w("件数"))
    rows = tuple((w(EXCLUSIONS.get(rule, rule)), w.number(count)) for rule, count in sorted(excluded.items()))
    note = w("除いた記録は、いずれも理由とともに証拠資料に残している。")
    yield Grid(w("理由ごとの件数"), heads, rows, note)
