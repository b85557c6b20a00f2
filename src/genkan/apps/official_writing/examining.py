"""Checking and mending texts of a bounded length, for all doors alike."""

from typing import NamedTuple

from genkan.apps.official_writing.checking import Checker
from genkan.apps.official_writing.correcting import correct, sure_choices
from genkan.apps.official_writing.errors import NothingWritten, WritingTooLong
from genkan.apps.official_writing.finding import Report
from genkan.apps.official_writing.rulebook import load_rulebook
from genkan.apps.official_writing.text_kind import TextKind
from genkan.apps.official_writing.word import SudachiAnalyser

LONGEST_TEXT = 100_000
# A correction can bring another to light; each round leaves fewer.
_ROUNDS = 5


class Mended(NamedTuple):
    """A text with everything corrected that has one right correction, and how many corrections were made."""

    text: str
    made: int


def open_checker() -> Checker:
    """A checker with the packaged rules; the dictionary is read at its first check."""
    return Checker(load_rulebook(), SudachiAnalyser())


def examine(
    checker: Checker, text: str, *, quotations: bool = False, kind: TextKind = TextKind.DOCUMENT
) -> Report:
    """Check a text of at most ``LONGEST_TEXT`` characters. Raises ``NothingWritten`` or ``WritingTooLong``."""
    if not text.strip():
        raise NothingWritten
    if len(text) > LONGEST_TEXT:
        raise WritingTooLong(given=f"{len(text):,}", most=f"{LONGEST_TEXT:,}")
    return checker.check(text, quotations=quotations, kind=kind)


def mend(
    checker: Checker, text: str, *, quotations: bool = False, kind: TextKind = TextKind.DOCUMENT
) -> Mended:
    """Put in every correction that is the only one. Raises as :func:`examine`."""
    made = 0
    for _round in range(_ROUNDS):
        report = examine(checker, text, quotations=quotations, kind=kind)
        corrected = correct(text, sure_choices(report.findings))
        text, made = corrected.text, made + corrected.made
        if not corrected.made:
            break
    return Mended(text, made)
