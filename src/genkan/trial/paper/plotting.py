"""Where everything of a forest plot stands on paper; a template only draws it. Lengths are CSS pixels."""

from dataclasses import dataclass

from genkan.trial.paper.block import Forest

WIDTH = 640
_LEFT, _RIGHT = 190, 500
_ROW, _TOP, _BOTTOM = 26, 10, 24


@dataclass(frozen=True)
class PlotRow:
    """One estimate: its height on the paper, the point and both ends."""

    y: float
    point: float
    low: float
    high: float
    label: str
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

    def at(value: float) -> float:
        inside = min(max(value, least), most)
        return round(_LEFT + (inside - least) / (most - least) * (_RIGHT - _LEFT), 2)

    rows = tuple(
        PlotRow(
            y=_TOP + _ROW * (place + 0.5),
            point=at(row.estimate.value),
            low=at(row.estimate.low),
            high=at(row.estimate.high),
            label=row.label,
            shown=row.shown,
            interval=row.interval,
            tier=row.tier,
        )
        for place, row in enumerate(forest.rows)
    )
    bottom = _TOP + _ROW * len(rows)
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
            _TOP + _ROW * place for place in range(1, len(rows)) if rows[place].tier != rows[place - 1].tier
        ),
    )
