"""Results of measurements in a terminal: tables, or one JSON object."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.markup import escape

from genkan.cli.terminal import columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.evaluation import FieldScore, Inspection, Results


def show_results(run_id: str, results: "Results | None", words: Words, *, as_json: bool) -> None:
    """The results of a run, as far as there are any."""
    import msgspec

    if as_json:
        told = {"run": run_id, "results": msgspec.to_builtins(results)}
        say(escape(json.dumps(told, ensure_ascii=False)), wrap=False)
        return
    say(words(f"実行のID：{run_id}", f"Run: {run_id}"))
    if results is None:
        say(words("確定した回答は、まだありません。", "No answer is over yet."))
        return
    _show_scores(results, words)
    _show_places(results, words)
    _show_efforts(results, words)


def _show_scores(results: "Results", words: Words) -> None:
    width = f"{results.expected_half_width:.0%}"
    say(
        words(
            f"{results.items}問 × {results.repetitions}回。この問題数で言えるのは前後およそ{width}までです。",
            f"{results.items} items × {results.repetitions}. So many items can say about ±{width}.",
        )
    )
    heads = (
        words("対象", "Contestant"),
        words("正答率", "Right"),
        words("95%区間", "95 % interval"),
        words("回答数", "Answers"),
        words("内訳", "Outcomes"),
    )
    rows = [
        (
            score.contestant,
            "—" if score.mean is None else f"{score.mean:.1%}",
            _between(score),
            f"{score.marked}/{score.answers}",
            " ".join(f"{name} {count}" for name, count in score.outcomes.items()),
        )
        for score in results.overall()
    ]
    say(escape("\n".join(columns(heads, rows))), wrap=False)
    for number, group in enumerate(results.tiers, start=1):
        say(escape(words(f"組{number}：{'、'.join(group)}", f"Tier {number}: {', '.join(group)}")))


def _between(score: "FieldScore") -> str:
    return "—" if score.interval is None else f"{score.interval.low:.1%}–{score.interval.high:.1%}"


def _show_places(results: "Results", words: Words) -> None:
    biased = [place for place in results.places if place.is_biased]
    for place in biased:
        say(
            escape(
                words(
                    f"位置の偏り：{place.contestant}は{place.place}番目を{place.rate:.0%}選びました（正答は{place.key_rate:.0%}）。",
                    f"Position bias: {place.contestant} chose place {place.place} in {place.rate:.0%} (right in"
                    f" {place.key_rate:.0%}).",
                )
            )
        )
    if results.places and not biased:
        say(words("選択肢の位置の偏りは見られません。", "No position bias is visible."))


def _show_efforts(results: "Results", words: Words) -> None:
    heads = (
        words("対象", "Contestant"),
        words("最初の文字（秒）", "First token (s)"),
        words("全体（秒）", "Whole (s)"),
        words("95%（秒）", "95 % (s)"),
        words("文字数", "Characters"),
        words("料金（円）", "Yen"),
        words("正答1件（円）", "Yen a right answer"),
    )
    rows = [
        (
            each.contestant,
            _number(each.first_token_p50),
            _number(each.seconds_p50),
            _number(each.seconds_p95),
            _number(each.characters_p50, digits=0),
            _number(each.yen),
            _number(each.yen_per_right),
        )
        for each in results.efforts
    ]
    say(escape("\n".join(columns(heads, rows))), wrap=False)


def _number(value: float | None, *, digits: int = 2) -> str:
    return "—" if value is None else f"{value:.{digits}f}"


def show_inspections(found: "Sequence[Inspection]", words: Words, *, as_json: bool) -> None:
    """What tasks of inspect_ai measured."""
    import msgspec

    if as_json:
        say(escape(json.dumps(msgspec.to_builtins(found), ensure_ascii=False)), wrap=False)
        return
    heads = (
        words("モデル", "Model"),
        words("タスク", "Task"),
        words("採点", "Scorer"),
        words("平均", "Mean"),
        words("95%区間", "95 % interval"),
        words("標本", "Samples"),
        words("失敗", "Errors"),
    )
    rows = [
        (
            each.model,
            score.task,
            score.scorer,
            f"{score.mean:.3f}",
            f"{score.interval.low:.3f}–{score.interval.high:.3f}",
            str(score.samples),
            str(score.errors),
        )
        for each in found
        for score in each.scores
    ]
    say(escape("\n".join(columns(heads, rows))), wrap=False)
    for each in found:
        for log in each.logs:
            say(escape(words(f"記録：{log}", f"Log: {log}")), wrap=False)
