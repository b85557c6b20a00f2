"""What the charts of the usage draw, as numbers and labels."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil, log10

from genkan.gateway.usage import UsageCounts, UsageLine
from genkan.gateway.usage.reading import Usage
from genkan.ui import mark as _

MEASURES = {"calls": _("呼出し"), "tokens": _("トークン"), "yen": _("利用料金")}
_MARKS = 5


@dataclass(frozen=True)
class DayBar:
    """One day; ``marked`` days have their date under the column."""

    day: date
    value: float
    marked: bool


@dataclass(frozen=True)
class UsageCharts:
    """Values by day up to ``top``, the end of the scale, and the largest value of each other chart."""

    days: tuple[DayBar, ...]
    top: float
    most_of_organisations: float
    most_of_apps: float
    most_of_models: float


def largest_first(usage: Usage, *, measure: str) -> Usage:
    """The same with its lines ordered by what the charts draw; those by day stay in their order."""

    def ordered(lines: tuple[UsageLine, ...]) -> tuple[UsageLine, ...]:
        return tuple(sorted(lines, key=lambda line: -value_of(line.counts, measure)))

    return replace(
        usage,
        organisations=ordered(usage.organisations),
        apps=ordered(usage.apps),
        models=ordered(usage.models),
    )


def charts(usage: Usage, *, measure: str) -> UsageCharts:
    """All charts; days without calls are drawn too."""
    values = {line.of[0]: value_of(line.counts, measure) for line in usage.days}
    number = (usage.asked.last - usage.asked.first).days + 1
    days = [usage.asked.first + timedelta(days=count) for count in range(number)]
    every = ceil(number / _MARKS)
    bars = tuple(DayBar(day, values.get(day, 0.0), count % every == 0) for count, day in enumerate(days))
    others = (usage.organisations, usage.apps, usage.models)
    mosts = (max((value_of(line.counts, measure) for line in lines), default=0.0) for lines in others)
    return UsageCharts(bars, _round_up(max((bar.value for bar in bars), default=0.0)), *mosts)


def value_of(counts: UsageCounts, measure: str) -> float:
    """The number that the charts draw."""
    return float({"calls": counts.calls, "tokens": counts.tokens, "yen": counts.yen}[measure])


def _round_up(value: float) -> float:
    """The next of 1, 2, 4, 6, 8 or 10 times a power of ten, so that half of it is a round number too."""
    if value <= 0:
        return 1.0
    power = 10.0 ** int(log10(value) if value >= 1 else log10(value) - 1)
    return next(step * power for step in (1, 2, 4, 6, 8, 10, 20) if step * power >= value)
