"""Which folders are apps, and what makes the program of each that has work of its own."""

from collections.abc import Callable
from functools import partial

from genkan.apps.app import App
from genkan.apps.built_in.comparison_table.work import comparison_table
from genkan.apps.built_in.diet_search.records import DietRecords
from genkan.apps.built_in.diet_search.work import diet_search
from genkan.apps.built_in.document_comparison.work import document_comparison
from genkan.apps.built_in.document_drafting.work import document_drafting
from genkan.apps.built_in.law_research.work import law_research
from genkan.apps.built_in.minutes.work import minutes
from genkan.apps.built_in.plain_japanese.work import plain_japanese
from genkan.apps.built_in.proofreading.work import proofreading
from genkan.apps.built_in.summary.work import summary
from genkan.apps.built_in.table_reading.work import table_reading
from genkan.apps.built_in.translation.work import translation
from genkan.apps.built_in.writing_check.work import writing_check
from genkan.apps.official_writing import Checker, SudachiAnalyser, load_rulebook
from genkan.apps.program import Program

FOLDERS: tuple[str, ...] = (
    "document_drafting",
    "writing_check",
    "proofreading",
    "summary",
    "minutes",
    "translation",
    "plain_japanese",
    "document_comparison",
    "comparison_table",
    "table_reading",
    "law_research",
    "diet_search",
)

Maker = Callable[[App], Program]


def makers(records: DietRecords) -> dict[str, Maker]:
    """By the id of the app; the dictionary of words is read at the first use and shared by all."""
    analyser = SudachiAnalyser()
    checker = Checker(load_rulebook(), analyser)
    return {
        "document-drafting": partial(document_drafting, checker=checker),
        "writing-check": partial(writing_check, checker=checker),
        "proofreading": partial(proofreading, checker=checker),
        "summary": summary,
        "minutes": minutes,
        "translation": translation,
        "plain-japanese": partial(plain_japanese, analyser=analyser),
        "document-comparison": document_comparison,
        "comparison-table": comparison_table,
        "table-reading": table_reading,
        "law-research": law_research,
        "diet-search": partial(diet_search, records=records),
    }
