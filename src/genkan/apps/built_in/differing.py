"""Two texts beside each other, line by line, within what can be compared in a short time."""

from collections.abc import Iterable, Sequence

from genkan.apps.built_in.errors import TooManyLines
from genkan.apps.built_in.markdown import escaped
from genkan.apps.built_in.sentences import paragraphs_of
from genkan.apps.output import Check, CheckOutcome
from genkan.knowledge import Change, LinePair, compare_lines

MOST_LINES = 3_000


def line_pairs(old: str, new: str) -> tuple[LinePair, ...]:
    """The lines that are not blank, each beside its partner. Raises ``TooManyLines``."""
    before, after = paragraphs_of(old), paragraphs_of(new)
    if max(len(before), len(after)) > MOST_LINES:
        raise TooManyLines(limit=f"{MOST_LINES:,}", count=f"{max(len(before), len(after)):,}")
    return compare_lines(before, after)


def changed(pairs: Iterable[LinePair]) -> list[LinePair]:
    """Those that differ."""
    return [pair for pair in pairs if pair.change is not Change.SAME]


def old_text(pair: LinePair) -> str:
    """The old line as it was, empty where there was none."""
    return "".join(run.text for run in pair.old)


def new_text(pair: LinePair) -> str:
    """The new line as it is, empty where there is none."""
    return "".join(run.text for run in pair.new)


def marked_cells(pair: LinePair, *, added: str, removed: str) -> tuple[str, str]:
    """New and old as cells of a table, with what differs in bold; the words stand where a side has no line."""
    return _marked(pair, new=True) or removed, _marked(pair, new=False) or added


def _marked(pair: LinePair, *, new: bool) -> str:
    runs = pair.new if new else pair.old
    return "".join(_bold(run.text) if run.changed else escaped(run.text) for run in runs)


def _bold(text: str) -> str:
    """Bold words whose marks stand directly at them, as Markdown wants it."""
    word = text.strip()
    before, _, after = text.partition(word) if word else (text, "", "")
    return f"{before}**{escaped(word)}**{after}" if word else text


def check_whole(pairs: Sequence[LinePair], *, old: str, new: str) -> Check:
    """Passes where the sides put together again are the texts: no line was lost and none was made up."""
    sides = (("元の文章", old, old_text), ("新しい文章", new, new_text))
    faults = tuple(
        f"{name}の行が、比較の結果と一致しません。"
        for name, text, side in sides
        if [said for pair in pairs if (said := side(pair))] != paragraphs_of(text)
    )
    return Check("全ての行の照合", CheckOutcome.FAILED if faults else CheckOutcome.PASSED, faults)
