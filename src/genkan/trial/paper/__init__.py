"""The report of a trial as a document: sections and blocks, drawn on the screen, on paper and in a terminal."""

from genkan.trial.paper.block import Paper, Section, Shape
from genkan.trial.paper.material import Material, Said
from genkan.trial.paper.plain import as_csv, as_text
from genkan.trial.paper.printing import Printing
from genkan.trial.paper.words import LANGUAGES, Words
from genkan.trial.paper.writing import Cover, write_ministry_part, write_report, write_vendor_part

__all__ = [
    "LANGUAGES",
    "Cover",
    "Material",
    "Paper",
    "Printing",
    "Said",
    "Section",
    "Shape",
    "Words",
    "as_csv",
    "as_text",
    "write_ministry_part",
    "write_report",
    "write_vendor_part",
]
