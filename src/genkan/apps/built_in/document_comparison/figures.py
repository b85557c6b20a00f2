"""Which dates, amounts and numbers changed between two texts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from genkan.apps.built_in.differing import new_text, old_text
from genkan.apps.checks import Figure, FigureKind, figures_in
from genkan.knowledge import LinePair


@dataclass(frozen=True)
class ChangedFigure:
    """A figure that is another one in the new text; empty on the side that has none."""

    kind: FigureKind
    old: str
    new: str
    line: str


def changed_figures(pairs: Sequence[LinePair]) -> tuple[ChangedFigure, ...]:
    """In the order of the text; the same value in another spelling is no change."""
    return tuple(change for pair in pairs for change in _changed(old_text(pair), new_text(pair)))


def _changed(old: str, new: str) -> Iterator[ChangedFigure]:
    before, after = list(figures_in(old)), list(figures_in(new))
    for kind in FigureKind:
        gone = _without(before, after, kind)
        come = _without(after, before, kind)
        for left, right in zip_longest(gone, come):
            yield ChangedFigure(
                kind, left.written if left else "", right.written if right else "", new or old
            )


def _without(figures: Sequence[Figure], others: Sequence[Figure], kind: FigureKind) -> list[Figure]:
    """The figures of a kind, less those whose value is on the other side as well, each as often as it is there."""
    values = [figure.value for figure in others if figure.kind is kind]
    left: list[Figure] = []
    for figure in figures:
        if figure.kind is not kind:
            continue
        if figure.value in values:
            values.remove(figure.value)
        else:
            left.append(figure)
    return left
