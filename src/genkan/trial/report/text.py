"""The report as plain text, for a terminal."""

from collections.abc import Iterator

from genkan.evaluation import Interval
from genkan.gateway import day_in_japan
from genkan.trial.report.report import Exposure, Report
from genkan.trial.report.wording import EXCLUSIONS, METHOD, OUTCOMES, VERDICTS, Translate, translator
from genkan.trial.statistics import WinRate


def render_text(report: Report, language: str = "ja") -> str:
    """The whole report in ``ja`` or ``en``, ending with a newline."""
    translate = translator(language)
    sections = (_overview, _exposures, _win_rates, _exclusions, _method)
    return "\n".join("\n".join(section(report, translate)) + "\n" for section in sections)


def percent(rate: float) -> str:
    """A rate from 0 to 1 as a percentage with one decimal."""
    return f"{rate * 100:.1f}%"


def _overview(report: Report, translate: Translate) -> Iterator[str]:
    yield f"# {translate('評価レポート（ブラインド比較）')}"
    yield ""
    if report.first_at and report.last_at:
        yield f"{translate('期間')}: {day_in_japan(report.first_at)} – {day_in_japan(report.last_at)}"
    yield f"{translate('比較')}: {report.comparisons:,}"
    yield f"{translate('参加者')}: {report.persons:,}"
    yield f"{translate('評価')}: {report.votes:,}"
    yield f"{translate('評価した人')}: {report.voters:,}"
    yield f"{translate('名称を表示した比較')}: {report.revealed:,}"
    yield f"{translate('割当ての再計算')}: {report.recomputed:,} / {report.comparisons:,}"
    yield f"{translate('乱数の種')}: {report.seed}"
    yield f"{translate('再抽出の回数')}: {report.draws:,}"


def _exposures(report: Report, translate: Translate) -> Iterator[str]:
    yield f"## {translate('割当てと結果')}"
    yield ""
    if not report.exposures:
        yield translate("比較の記録がまだありません。")
    for exposure in report.exposures:
        yield f"- {_title(exposure)}"
        yield f"    {_counts(exposure, translate)}"


def _counts(exposure: Exposure, translate: Translate) -> str:
    counts = {
        translate("割当て"): exposure.assigned,
        translate("回答A"): exposure.as_a,
        translate("回答B"): exposure.as_b,
        **{translate(OUTCOMES.get(name, name)): count for name, count in exposure.outcomes.items()},
        translate("作成中又は記録待ち"): exposure.unfinished,
    }
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())


def _win_rates(report: Report, translate: Translate) -> Iterator[str]:
    yield f"## {translate('勝率')}"
    yield ""
    if not report.win_rates:
        yield translate("評価がまだありません。")
    titles = {exposure.arm.key: _title(exposure) for exposure in report.exposures}
    for result in report.win_rates:
        yield f"- {titles[result.arm]}: {percent(result.rate)}"
        yield f"    {translate('95％信頼区間')} {_range(result.interval)}"
        yield f"    {translate('評価者')} {result.persons:,}"
        yield f"    {_tally(result, translate)}"
        yield f"    {translate('参考：評価が全て独立とみなした場合')} {_range(result.reference)}"
        yield f"    → {translate(VERDICTS[result.verdict])}"


def _tally(result: WinRate, translate: Translate) -> str:
    counts = {
        "勝ち": result.tally.wins,
        "負け": result.tally.losses,
        "どちらもよい": result.tally.both_good,
        "どちらもよくない": result.tally.both_bad,
    }
    return ", ".join(f"{translate(name)} {count:,}" for name, count in counts.items())


def _exclusions(report: Report, translate: Translate) -> Iterator[str]:
    yield f"## {translate('集計から除いた記録')}: {sum(report.exclusions.values()):,}"
    for reason, count in report.exclusions.items():
        yield f"- {translate(EXCLUSIONS[reason])}: {count:,}"


def _method(report: Report, translate: Translate) -> Iterator[str]:
    yield f"## {translate('方法')} {report.method_version}"
    yield ""
    for sentence in METHOD:
        yield f"- {translate(sentence)}"


def _title(exposure: Exposure) -> str:
    build = exposure.arm.build
    return f"{exposure.arm.title} ({build})" if build else exposure.arm.title


def _range(interval: Interval) -> str:
    return f"{percent(interval.low)} – {percent(interval.high)}"
