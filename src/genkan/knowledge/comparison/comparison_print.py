"""A comparison as official comparison tables print it: line by line, with 「（新設）」, 「（削除）」 and 「（略）」. Pure functions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from genkan.knowledge.comparison.comparison import Change, ComparedProvision, LinePair, Run, Unchanged

NEW, REMOVED, OMITTED = "（新設）", "（削除）", "（略）"


@dataclass(frozen=True)
class PrintedLine:
    """A line of both columns; a provision ``begins`` with it. An empty side stays blank."""

    new: tuple[Run, ...]
    old: tuple[Run, ...]
    begins: bool = False


def printed(rows: Sequence[ComparedProvision | Unchanged]) -> Iterator[PrintedLine]:
    """The lines of the table from top to bottom."""
    for row in rows:
        if isinstance(row, Unchanged):
            omitted = (Run(_omitted(row)),)
            yield PrintedLine(omitted, omitted, begins=True)
        else:
            yield from _provision(row)


def _provision(row: ComparedProvision) -> Iterator[PrintedLine]:
    is_alone = row.change in (Change.ADDED, Change.REMOVED)
    for place, pair in enumerate(row.pairs):
        said = place == 0 or not is_alone
        yield PrintedLine(
            pair.new or _absent(pair, REMOVED, said=said),
            pair.old or _absent(pair, NEW, said=said),
            begins=place == 0,
        )


def _absent(pair: LinePair, word: str, *, said: bool) -> tuple[Run, ...]:
    return (Run(word),) if said and pair.change is not Change.SAME else ()


def _omitted(row: Unchanged) -> str:
    """「第三条～第八条　（略）」; 「第三条　（略）」 for one alone."""
    labels = row.first if len(row.provisions) == 1 else f"{row.first}～{row.last}"
    return f"{labels}　{OMITTED}"
