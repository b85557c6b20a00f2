"""What was compared, in which organisations and in which work, and what the words of the report mean."""

from collections.abc import Iterator

from genkan.trial.paper.block import Block, Grid, Head, Section, Terms, number_columns
from genkan.trial.paper.labels import MODES
from genkan.trial.paper.material import Material
from genkan.trial.paper.words import NOTHING


def terms(told: Material) -> Section:
    """The words that a reader from outside has to know (用語)."""
    return Section("terms", told.words("用語"), (Terms(tuple(_terms(told))),))


def subjects(told: Material) -> Iterator[Block]:
    """The arms, the organisations and the kinds of work of the protocol."""
    yield _arms(told)
    yield _organisations(told)
    yield _tasks(told)


def _arms(told: Material) -> Grid:
    w, plan = told.words, told.protocol
    heads = (Head(w("比較対象")), Head(w("ビルド")), Head(w("扱う情報の区分")), Head(w("参加した期間")))
    rows = tuple(
        (
            arm.title,
            arm.build or NOTHING,
            w("機密性{level}まで", level=arm.highest_class),
            w(
                "{first}から{last}まで",
                first=w.iso_date(arm.joins_on or plan.opens_on),
                last=w.iso_date(arm.leaves_on or plan.closes_on),
            ),
        )
        for arm in plan.arms
    )
    return Grid(w("比較対象の一覧"), heads, rows)


def _organisations(told: Material) -> Grid:
    w = told.words
    rows = tuple((each.title, w.number(each.staff)) for each in told.protocol.organisations)
    note = w("職員数は、計画書に記載した人数であり、重み付けに用いる。")
    return Grid(w("参加した機関"), number_columns(w("機関"), w("職員数（人）")), rows, note)


def _tasks(told: Material) -> Grid:
    w, tasks = told.words, told.protocol.tasks
    whole = sum(each.weight for each in tasks)
    heads = (Head(w("業務の種類")), Head(w("割付けの方法")), Head(w("推奨における重み"), numeric=True))
    rows = tuple(
        (each.title, w(MODES[each.mode.value]), w.share(each.weight / whole if whole else None))
        for each in tasks
    )
    return Grid(w("対象とした業務"), heads, rows)


def _terms(told: Material) -> Iterator[tuple[str, str]]:
    w = told.words
    yield (
        w("比較対象"),
        w("特定のビルドのモデルに、計画書に定めた設定値及び指示文を組み合わせたものをいう。"),
    )
    yield w("ビルド"), w("回答に用いたモデルの版を一つに特定する名称をいう。")
    yield (
        w("勝率"),
        w(
            "他の全ての比較対象と同じ回数比べたとした場合に、好まれる割合をいう。引き分けは0.5勝と数える。50%は、五分五分を意味する。"
        ),
    )
    yield (
        w("信頼区間"),
        w(
            "推定の不確かさを示す値の範囲をいう。同じ方法の試行を繰り返したとした場合に、そのうちの{level}で真の値を含む。",
            level=w.level(told.analysis.confidence),
        ),
    )
    yield (
        w("機密性1及び機密性2"),
        w(
            "機密性1は、公表されている情報又は公表して差し支えない情報をいう。機密性2は、漏えいにより国民の権利を侵害し、又は行政事務に支障を及ぼすおそれがある情報をいう。"
        ),
    )
