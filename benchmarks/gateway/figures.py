"""Medians with their spread, and tables of them."""

import json
import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

Row = dict[str, float]


class Figure(NamedTuple):
    """The median of the rounds with the smallest and the largest."""

    median: float
    smallest: float
    largest: float

    def __str__(self) -> str:
        if self.smallest == self.largest:
            return _short(self.median)
        return f"{_short(self.median)} ({_short(self.smallest)}–{_short(self.largest)})"


def quantile(values: Sequence[float], part: float) -> float:
    """The value below which this part lies; 0 where there is none."""
    return sorted(values)[min(len(values) - 1, int(len(values) * part))] if values else 0.0


def figure(values: Iterable[float]) -> Figure:
    """Of one figure in all rounds."""
    found = list(values)
    return Figure(*(float(f"{value:.4g}") for value in (statistics.median(found), min(found), max(found))))


def summarise(rounds: Sequence[Row]) -> dict[str, Figure]:
    """Every figure that all rounds have."""
    names = [name for name in rounds[0] if all(name in each for each in rounds)]
    return {name: figure(each[name] for each in rounds) for name in names}


def ratio(rounds: Sequence[Row], other: Sequence[Row], name: str) -> Figure | None:
    """How many times as much as the other, round by round; none where the other has no such figure."""
    pairs = [(mine.get(name), theirs.get(name)) for mine, theirs in zip(rounds, other, strict=False)]
    values = [mine / theirs for mine, theirs in pairs if mine is not None and theirs]
    return figure(values) if values else None


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns as wide as their widest cell."""
    lines = [list(heads), *map(list, rows)]
    widths = [max(len(line[number]) for line in lines) for number in range(len(heads))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def print_object(**found: Any) -> None:
    """The last line of a benchmark."""
    machine = {"python": platform.python_version(), "cores": os.cpu_count(), "machine": platform.machine()}
    print(json.dumps(machine | found, ensure_ascii=False))


def _short(value: float) -> str:
    if abs(value) >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}" if abs(value) >= 1 else f"{value:.3g}"
