"""The report as data: JSON and CSV with the same bytes for the same record."""

import csv
import io
import json
from dataclasses import asdict
from datetime import datetime

from genkan.trial.report.report import Exposure, Report
from genkan.trial.statistics import WinRate

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_OUTCOMES = (
    "completed",
    "refused_by_policy",
    "not_admitted",
    "refused_by_endpoint",
    "unreachable",
    "timed_out",
    "broken",
    "truncated",
    "stopped",
    "switched_off",
    "interrupted",
)
_COLUMNS = (
    "arm",
    "title",
    "build",
    "assigned",
    "as_a",
    "as_b",
    *_OUTCOMES,
    "unfinished",
    "votes",
    "persons",
    "wins",
    "losses",
    "both_good",
    "both_bad",
    "rate",
    "low",
    "high",
    "method",
    "reference_low",
    "reference_high",
    "verdict",
    "seed",
    "draws",
    "confidence",
)


def render_json(report: Report) -> str:
    """Every number of the report as indented JSON with sorted keys."""
    arms = [
        {**asdict(exposure), "arm": exposure.arm.key, **_identity(exposure)} for exposure in report.exposures
    ]
    document = {
        **asdict(report),
        "exposures": arms,
        "win_rates": [_result(result) for result in report.win_rates],
    }
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=2, default=_moment) + "\n"


def render_csv(report: Report) -> str:
    """A header and one line for each arm, after a byte order mark so that spreadsheets read Japanese."""
    output = io.StringIO()
    writer = csv.DictWriter(
        output, list[str](_COLUMNS), restval="", extrasaction="ignore", lineterminator="\r\n"
    )
    writer.writeheader()
    results = {result.arm: result for result in report.win_rates}
    for exposure in report.exposures:
        writer.writerow({name: _cell(value) for name, value in _line(report, exposure, results).items()})
    return "\ufeff" + output.getvalue()


def _line(report: Report, exposure: Exposure, results: dict[str, WinRate]) -> dict[str, object]:
    counts = {name: exposure.outcomes.get(name, 0) for name in _OUTCOMES}
    common = {"seed": report.seed, "draws": report.draws, "confidence": report.confidence}
    own = {
        "arm": exposure.arm.key,
        **_identity(exposure),
        **asdict(exposure),
        "unfinished": exposure.unfinished,
    }
    result = results.get(exposure.arm.key)
    return {**own, "arm": exposure.arm.key, **counts, **common, **(_result(result) if result else {})}


def _identity(exposure: Exposure) -> dict[str, object]:
    arm = exposure.arm
    return {
        "deployment": arm.deployment,
        "title": arm.title,
        "build": arm.build,
        "parameters": arm.parameters,
    }


def _result(result: WinRate) -> dict[str, object]:
    return {
        "arm": result.arm,
        "votes": result.tally.votes,
        "persons": result.persons,
        "wins": result.tally.wins,
        "losses": result.tally.losses,
        "both_good": result.tally.both_good,
        "both_bad": result.tally.both_bad,
        "rate": result.rate,
        "low": result.interval.low,
        "high": result.interval.high,
        "method": result.method.value,
        "reference_low": result.reference.low,
        "reference_high": result.reference.high,
        "verdict": result.verdict.value,
    }


def _cell(value: object) -> object:
    """The value as a spreadsheet shows it and never computes it."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")
