"""How answers ended and how long they took, what they cost, and what became of them in the work."""

from collections.abc import Iterator, Sequence

from genkan.trial.analysis import OutcomeResult, PriceResult, UseResult
from genkan.trial.paper.block import Block, Grid, Section, Text, number_columns
from genkan.trial.paper.labels import OUTCOMES, USES
from genkan.trial.paper.material import Material
from genkan.trial.paper.sections.tables import arm_grid
from genkan.trial.paper.words import NOTHING

_COMPLETED = "completed"


def failures(told: Material) -> Section:
    """Completion, failures by kind, time and automatic checks (完了、失敗及び所要時間)."""
    return Section("failures", told.words("回答の完了、失敗及び所要時間"), tuple(_failures(told)))


def prices(told: Material) -> Section:
    """Prices as charged and at shadow prices (費用)."""
    rows = told.analysis.prices
    return Section("prices", told.words("費用"), (prices_grid(told, rows),) if rows else ())


def work(told: Material) -> Section:
    """Evidence from daily work (業務での利用)."""
    return Section("work", told.words("業務での利用"), tuple(_work(told)))


def outcomes_grid(told: Material, rows: Sequence[OutcomeResult]) -> Grid:
    """Completion and times by arm."""
    w = told.words
    return arm_grid(
        told,
        w("完了した割合と所要時間"),
        rows,
        (
            (w("回答（件）"), lambda row: w.number(row.answers)),
            (w("完了した割合"), lambda row: w.estimate(row.completed)),
            (
                w("最初の文字まで（秒、中央値・95%点）"),
                lambda row: f"{w.seconds(row.first_token_ms_median)}・{w.seconds(row.first_token_ms_95)}",
            ),
            (
                w("終わりまで（秒、中央値・95%点）"),
                lambda row: f"{w.seconds(row.total_ms_median)}・{w.seconds(row.total_ms_95)}",
            ),
            (w("長さの平均（文字）"), lambda row: w.plain_estimate(row.characters, digits=0)),
        ),
    )


def endings_grid(told: Material, rows: Sequence[OutcomeResult]) -> Grid:
    """How many answers failed in which way."""
    w = told.words
    kinds = [kind for kind in OUTCOMES if any(row.endings.get(kind) for row in rows) and kind != _COMPLETED]
    heads = number_columns(w("比較対象"), *(w(OUTCOMES[kind]) for kind in kinds))
    cells = tuple(
        (told.arm(row.key), *(w.number(row.endings.get(kind, 0)) for kind in kinds)) for row in rows
    )
    return Grid(w("失敗の内訳（件）"), heads, cells)


def prices_grid(told: Material, rows: Sequence[PriceResult]) -> Grid:
    """Yen by arm."""
    w = told.words
    return arm_grid(
        told,
        w("比較対象ごとの費用"),
        rows,
        (
            (w("回答（件）"), lambda row: w.number(row.answers)),
            (w("受け入れられた回答（件）"), lambda row: w.number(row.accepted)),
            (w("費用（円）"), lambda row: w.number(row.yen, digits=2) if row.priced else NOTHING),
            (w("受け入れられた1件当たり（円）"), lambda row: w.number(row.per_accepted, digits=2)),
            (w("参考価格による1件当たり（円）"), lambda row: w.number(row.shadow_per_accepted, digits=2)),
        ),
        w(
            "受け入れられた回答とは、選ばれ、「どちらもよい」とされ、又は業務に使われた回答をいう。費用には失敗した回答のものを含む。"
            "参考価格は、試行の期間に無償の比較対象について、計画書に定めた価格である。"
        ),
    )


def uses_grid(told: Material, rows: Sequence[UseResult]) -> Grid:
    """What became of the answers by arm."""
    w = told.words
    kinds = [kind for kind in USES if any(row.kinds.get(kind) for row in rows)]
    edits = {row.key: row for row in told.analysis.edits}
    heads = number_columns(
        w("比較対象"),
        w("使われた割合"),
        *(w(USES[kind]) for kind in kinds),
        w("修正された割合"),
    )
    cells = tuple(
        (
            told.arm(row.key),
            w.estimate(row.used),
            *(w.number(row.kinds.get(kind, 0)) for kind in kinds),
            w.estimate(edits[row.key].distance) if row.key in edits else NOTHING,
        )
        for row in rows
    )
    note = w("修正された割合は、回答と最終の文章との編集距離を、長い方の文字数で割った値である。")
    return Grid(w("回答の利用と修正"), heads, cells, note)


def _failures(told: Material) -> Iterator[Block]:
    rows = told.analysis.outcomes
    if not rows:
        return
    yield outcomes_grid(told, rows)
    if any(kind != _COMPLETED for row in rows for kind in row.endings):
        yield endings_grid(told, rows)
    if any(row.citation_precision or row.style_findings for row in rows):
        yield _checks(told, rows)


def _checks(told: Material, rows: Sequence[OutcomeResult]) -> Grid:
    w = told.words
    return arm_grid(
        told,
        w("全ての回答の自動検査"),
        rows,
        (
            (w("引用の正確さ"), lambda row: w.estimate(row.citation_precision)),
            (w("引用文の一致"), lambda row: w.estimate(row.quotation_fidelity)),
            (w("公用文の指摘（千文字当たり）"), lambda row: w.plain_estimate(row.style_findings)),
            (w("個人情報を含む割合"), lambda row: w.estimate(row.personal_data)),
            (w("回答を断った割合"), lambda row: w.estimate(row.refused)),
        ),
    )


def _work(told: Material) -> Iterator[Block]:
    w, analysis = told.words, told.analysis
    if any(row.kinds for row in analysis.uses):
        yield uses_grid(told, analysis.uses)
    if hidden := told.hidden_survey(""):
        yield Text(hidden)
    whole = next((row for row in analysis.pulse if not row.organisation), None)
    if whole is not None and whole.minutes is not None:
        yield Text(
            w(
                "無作為に行った短い調査（{answers}件、{persons}人）では、1週間に短縮できた時間は、自己申告で平均{minutes}、"
                "仕事の質がよくなったかは5点満点で平均{better}であった。",
                answers=w.number(whole.answers),
                persons=w.number(whole.persons),
                minutes=w.plain_estimate(whole.minutes, unit=w("分")),
                better=w.plain_estimate(whole.better, unit=w("点")),
            )
        )
        yield Text(w("調査の値は、職員の自己申告であり、比較対象ごとの値ではない。"))
