"""The rows of a comparison table, with what did not change folded where that is wanted."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from genkan.apps.built_in.differing import marked_cells
from genkan.knowledge import Change, LinePair

OMITTED = "（略）"


def rows_of(pairs: Sequence[LinePair], *, folded: bool) -> Iterator[tuple[str, str]]:
    """New and old as cells; runs of unchanged lines are one row 「（略）」 where ``folded``."""
    for same, group in groupby(pairs, key=lambda pair: pair.change is Change.SAME):
        if same and folded:
            yield OMITTED, OMITTED
        else:
            yield from (marked_cells(pair, added="（新設）", removed="（削除）") for pair in group)
