"""Checking official Japanese (公用文) by rules with sources, without any model."""

from genkan.apps.official_writing.checking import Checker
from genkan.apps.official_writing.correcting import Choice, Corrected, correct, sure_choices
from genkan.apps.official_writing.errors import (
    NothingWritten,
    WritingProblem,
    WritingRequestUnclear,
    WritingTooLong,
)
from genkan.apps.official_writing.examining import LONGEST_TEXT, Mended, examine, mend, open_checker
from genkan.apps.official_writing.finding import Finding, Report, Score
from genkan.apps.official_writing.rule import Rule, Severity, Source, Theme
from genkan.apps.official_writing.rulebook import Rulebook, load_rulebook
from genkan.apps.official_writing.shapes import report_shape
from genkan.apps.official_writing.text_kind import TextKind
from genkan.apps.official_writing.word import Analyser, SudachiAnalyser

__all__ = [
    "LONGEST_TEXT",
    "Analyser",
    "Checker",
    "Choice",
    "Corrected",
    "Finding",
    "Mended",
    "NothingWritten",
    "Report",
    "Rule",
    "Rulebook",
    "Score",
    "Severity",
    "Source",
    "SudachiAnalyser",
    "TextKind",
    "Theme",
    "WritingProblem",
    "WritingRequestUnclear",
    "WritingTooLong",
    "correct",
    "examine",
    "load_rulebook",
    "mend",
    "open_checker",
    "report_shape",
    "sure_choices",
]
