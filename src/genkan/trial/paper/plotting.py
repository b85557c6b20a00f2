"""Where everything of a forest plot stands on paper; a template only draws it. Lengths are CSS pixels."""

from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import east_asian_width

from genkan.trial.paper.block import Forest

WIDTH = 640
_LEFT, _RIGHT = 190, 500
_ROW, _TOP, _BOTTOM = 26, 10, 24
_LABEL, _LABEL_LINE, _TALL_ROW = 33, 12, 31


@dataclass(frozen=True)
class PlotRow:
    """One estimate: its height on the paper, the point and both ends; ``label`` is one line or two, each with its height."""

    y: float
    point: float
    low: float
    high: float
    label: tuple[tuple[float, str], ...]
    shown: str
    interval: str
    tier: int


@dataclass(frozen=True)
class Plot:
    """A whole plot; ``reference`` is 0 where there is none, ``rules`` are heights at which a tier ends."""

    width: int
    height: int
    bottom: int
    left: int
    right: int
    rows: tuple[PlotRow, ...]
    ticks: tuple[tuple[float, str], ...]
    reference: float
    rules: tuple[float, ...]


def plot_of(forest: Forest) -> Plot:
    """The places of a forest plot."""
    least, most = forest.ticks[0][0], forest.ticks[-1][0]
    height = _TALL_ROW if any(len(_lines(row.label)) > 1 for row in forest.rows) else _ROW

    def at(value: float) -> float:
        inside = min(max(value, least), most)
        return round(_LEFT + (inside - least) / (most - least) * (_RIGHT - _LEFT), 2)

    rows = tuple(
        PlotRow(
            y=(middle := _TOP + height * (place + 0.5)),
            point=at(row.estimate.value),
            low=at(row.estimate.low),
            high=at(row.estimate.high),
            label=tuple(_placed(row.label, middle)),
            shown=row.shown,
            interval=row.interval,
            tier=row.tier,
        )
        for place, row in enumerate(forest.rows)
    )
    bottom = _TOP + height * len(rows)
    return Plot(
        width=WIDTH,
        height=bottom + _BOTTOM,
        bottom=bottom,
        left=_LEFT,
        right=_RIGHT,
        rows=rows,
        ticks=tuple((at(value), text) for value, text in forest.ticks),
        reference=0 if forest.reference is None else at(forest.reference),
        rules=tuple(
            _TOP + height * place for place in range(1, len(rows)) if rows[place].tier != rows[place - 1].tier
        ),
    )


def _placed(label: str, middle: float) -> Iterator[tuple[float, str]]:
    """The lines of a label with the heights of their feet, around the middle of its row."""
    lines = _lines(label)
    top = middle + 4 - _LABEL_LINE * (len(lines) - 1) / 2
    yield from ((top + _LABEL_LINE * place, line) for place, line in enumerate(lines))


def _lines(label: str) -> list[str]:
    """One line or two; what fits in neither ends with 「…」."""
    first, rest = _cut(label)
    second, left = _cut(rest)
    return [first, *([f"{second[:-1]}…" if left else second] if second else [])]


def _cut(text: str) -> tuple[str, str]:
    """As much as stands on one line, ending at a space, a hyphen or a bracket where there is one, and the rest."""
    width = 0
    for place, letter in enumerate(text):
        width += 2 if east_asian_width(letter) in "FWA" else 1
        if width > _LABEL:
            end = max(text.rfind(" ", 0, place), text.rfind("（", 0, place), text.rfind("-", 0, place) + 1)
            end = end if end > place // 2 else place
            return text[:end], text[end:].lstrip()
    return text, ""
