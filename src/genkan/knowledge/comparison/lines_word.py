"""Lines of two texts side by side as a file for Word."""

from collections.abc import Iterable
from datetime import datetime

from genkan.knowledge.comparison.comparison import Change, LinePair, Run
from genkan.knowledge.comparison.comparison_print import NEW, REMOVED, PrintedLine


def lines_as_word(pairs: Iterable[LinePair], *, heading: str, author: str, made: datetime) -> bytes:
    """A table of 改正後 and 改正前 with the changed words underlined; a side without a line says so."""
    # The library behind it is large, so it is loaded with the first file that is made.
    from genkan.knowledge.comparison.comparison_word import WordTexts, comparison_as_word

    texts = WordTexts(heading=heading, new="改正後", old="改正前", author=author, made=made)
    return comparison_as_word((_line(pair) for pair in pairs), texts=texts)


def _line(pair: LinePair) -> PrintedLine:
    new = (Run(REMOVED),) if pair.change is Change.REMOVED else pair.new
    old = (Run(NEW),) if pair.change is Change.ADDED else pair.old
    return PrintedLine(new, old, begins=True)
